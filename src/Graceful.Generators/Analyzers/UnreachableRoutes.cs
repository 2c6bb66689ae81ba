using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// Finds routes whose every path is matched by a route that is tried first. ASP.NET Core's precedence puts the more specific route
/// first, so an unreachable route needs an <c>Order</c> or a constraint that accepts every value.
/// </summary>
internal static class UnreachableRoutes
{
    public static IEnumerable<(T Hidden, T By)> Find<T>(IReadOnlyList<T> routes, Func<T, RouteEntry> entryOf)
    {
        var entries = routes.Select(route => (Route: route, Entry: entryOf(route))).ToArray();
        if (entries.Length == 0)
        {
            yield break;
        }

        var last = entries.Max(one => one.Entry.Order);
        var hiding = entries
            .Where(one => one.Entry.Order < last ||
                one.Entry.Pattern.Parameters.Any(parameter => parameter.Constraints.Any(AcceptsEveryValue)))
            .ToArray();
        if (hiding.Length == 0)
        {
            yield break;
        }

        var byFirst = hiding.ToLookup(one => First(one.Entry), StringComparer.OrdinalIgnoreCase);
        foreach (var (route, entry) in entries)
        {
            var first = First(entry);
            var rivals = first.Length == 0 ? byFirst[string.Empty] : byFirst[first].Concat(byFirst[string.Empty]);
            foreach (var rival in rivals)
            {
                if (!ReferenceEquals(rival.Entry, entry) && Hides(rival.Entry, entry))
                {
                    yield return (route, rival.Route);
                    break;
                }
            }
        }
    }

    /// <summary>True when <paramref name="by"/> is tried before <paramref name="route"/> and matches all of its requests.</summary>
    public static bool Hides(RouteEntry by, RouteEntry route)
    {
        var (verbs, hidden) = (by.Verbs.Answered(), route.Verbs.Answered());
        var coversVerbs = by.Verbs == RouteVerbs.None || (route.Verbs != RouteVerbs.None && (verbs & hidden) == hidden);
        return coversVerbs && (by.Hosts is null || by.Hosts == route.Hosts) && IsBefore(by, route) && Covers(by.Pattern, route.Pattern);
    }

    private static string First(RouteEntry route) =>
        (route.Pattern.Segments.Count > 0 ? route.Pattern.Segments[0].Literal : null) ?? string.Empty;

    private static bool IsBefore(RouteEntry left, RouteEntry right)
    {
        if (left.Order != right.Order)
        {
            return left.Order < right.Order;
        }

        var (first, second) = (left.Pattern.Segments, right.Pattern.Segments);
        for (var i = 0; i < Math.Min(first.Count, second.Count); i++)
        {
            if (first[i].Precedence != second[i].Precedence)
            {
                return first[i].Precedence < second[i].Precedence;
            }
        }

        return false;
    }

    private static bool Covers(RoutePattern wide, RoutePattern narrow)
    {
        for (var i = 0; i < narrow.Segments.Count; i++)
        {
            if (i >= wide.Segments.Count || (narrow.Segments[i].MayBeAbsent && !wide.Segments[i].MayBeAbsent))
            {
                return false;
            }

            if (wide.Segments[i] is { Parameter: { IsCatchAll: true } rest })
            {
                return rest.Constraints.Count == 0;
            }

            if (!Covers(wide.Segments[i], narrow.Segments[i]))
            {
                return false;
            }
        }

        return wide.Segments.Skip(narrow.Segments.Count).All(segment =>
            segment.Parameter is { Constraints.Count: 0 } && segment.MayBeAbsent);
    }

    private static bool Covers(RouteSegment wide, RouteSegment narrow)
    {
        if (wide.Parameter is not { } parameter)
        {
            return wide.Literal is { } literal && literal.Equals(narrow.Literal, StringComparison.OrdinalIgnoreCase);
        }

        if (narrow is { Parameter.IsCatchAll: true })
        {
            return false;
        }

        // Constraints do not apply to a default value, neither their own parameter's nor another's.
        var constraints = narrow.Parameter?.Constraints.Select(constraint => constraint.Text).ToArray() ?? [];
        return parameter.Constraints.All(constraint =>
            AcceptsEveryValue(constraint) || constraints.Contains(constraint.Text, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>True for <c>required</c> and <c>minlength(1)</c>: a path segment is never empty.</summary>
    private static bool AcceptsEveryValue(RouteConstraint constraint) =>
        constraint.Kind == ConstraintKind.Required || (constraint.Kind == ConstraintKind.MinLength && constraint.Least <= 1);
}
