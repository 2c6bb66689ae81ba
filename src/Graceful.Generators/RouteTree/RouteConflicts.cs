using System.Text;

namespace Graceful.Generators.RouteTree;

/// <summary>Finds routes that tie: no rule of precedence orders them.</summary>
internal static class RouteConflicts
{
    /// <summary>Returns the first of the routes that answer the same requests on the same paths.</summary>
    public static IEnumerable<RouteEntry> WithoutDuplicates(IEnumerable<RouteEntry> routes)
    {
        foreach (var same in routes.GroupBy(route => Shape(route.Pattern, route.Order), StringComparer.OrdinalIgnoreCase))
        {
            var kept = new List<RouteEntry>();
            foreach (var route in same)
            {
                if (!kept.Any(other => Overlap(other, route)))
                {
                    kept.Add(route);
                    yield return route;
                }
            }
        }
    }

    /// <summary>
    /// Returns every route that ties with an earlier one: no rule of precedence orders them, and a path exists that both match.
    /// </summary>
    public static IEnumerable<RouteTie<T>> Ties<T>(IEnumerable<T> routes, Func<T, RouteEntry> entry)
    {
        foreach (var rivals in routes.GroupBy(route => Rank(entry(route)), StringComparer.OrdinalIgnoreCase))
        {
            var before = new List<T>();
            foreach (var route in rivals)
            {
                foreach (var other in before)
                {
                    if (Overlap(entry(other), entry(route)) &&
                        SegmentOverlap.Example(entry(other).Pattern, entry(route).Pattern) is { } path)
                    {
                        yield return new RouteTie<T>(other, route, path,
                            Shape(entry(other).Pattern, 0).Equals(Shape(entry(route).Pattern, 0), StringComparison.OrdinalIgnoreCase));
                        break;
                    }
                }

                before.Add(route);
            }
        }
    }

    /// <summary>Routes for different hosts are tried one before the other, so they do not tie.</summary>
    private static bool Overlap(RouteEntry left, RouteEntry right) => left.Hosts == right.Hosts && Overlap(left.Verbs, right.Verbs);

    /// <summary>A route without verbs is tried after routes with verbs, so they do not tie.</summary>
    private static bool Overlap(RouteVerbs left, RouteVerbs right) => left == right || (left & right) != 0;

    /// <summary>Returns the rank for precedence: routes with the same rank tie where they match the same path.</summary>
    private static string Rank(RouteEntry route)
    {
        var rank = new StringBuilder().Append(route.Order);
        foreach (var segment in route.Pattern.Segments)
        {
            rank.Append('/').Append(segment.Precedence).Append(segment.Literal);
        }

        return rank.ToString();
    }

    /// <summary>Returns the pattern without the parts that do not affect which paths it matches.</summary>
    private static string Shape(RoutePattern pattern, int order)
    {
        var shape = new StringBuilder().Append(order);
        foreach (var segment in pattern.Segments)
        {
            shape.Append('/');
            foreach (var part in segment.Parts)
            {
                shape.Append(part.Literal);
                if (part.Parameter is { } parameter)
                {
                    shape.Append('\0').Append(parameter.IsCatchAll ? '*' : ' ');
                    foreach (var constraint in parameter.Constraints)
                    {
                        shape.Append(':').Append(constraint.Text);
                    }
                }
            }
        }

        return shape.ToString();
    }
}

/// <param name="First">One route.</param>
/// <param name="Second">The other, which comes after it.</param>
/// <param name="Path">A path that both match.</param>
/// <param name="IsSame">True when they match the same paths, and not only this one.</param>
internal sealed record RouteTie<T>(T First, T Second, string Path, bool IsSame);
