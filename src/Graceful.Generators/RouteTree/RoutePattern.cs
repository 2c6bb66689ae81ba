using System.Text;
using Graceful.Generators.Model;

namespace Graceful.Generators.RouteTree;

/// <summary>A route, understood: where it applies, segment by segment.</summary>
/// <param name="Text">As written, tokens replaced, from the root: <c>/demo/DescribeDemo</c>.</param>
/// <param name="Segments">What stands between the slashes.</param>
internal sealed record RoutePattern(string Text, EquatableArray<RouteSegment> Segments)
{
    /// <summary>The path that it answers, without the escapes of a pattern.</summary>
    public string LiteralPath => "/" + string.Join("/", Segments.Select(segment => segment.Literal));

    /// <summary>Reads a pattern as ASP.NET Core does, or says why it cannot be.</summary>
    /// <param name="text">The pattern, from the root.</param>
    /// <param name="error">Why it cannot be.</param>
    public static RoutePattern? Parse(string text, out string? error)
    {
        error = null;
        var path = text.Substring(1);
        if (path.Length > 1 && path.EndsWith("/", StringComparison.Ordinal))
        {
            path = path.Substring(0, path.Length - 1);
        }

        var segments = new List<RouteSegment>();
        if (path.Length > 0)
        {
            foreach (var part in path.Split('/'))
            {
                error = ReadSegment(part, out var segment);
                if (error is not null)
                {
                    return null;
                }

                segments.Add(segment!);
            }
        }

        return new RoutePattern("/" + path, segments.ToEquatableArray());
    }

    private static string? ReadSegment(string part, out RouteSegment? segment)
    {
        segment = null;
        if (part.Length == 0)
        {
            return "two slashes stand side by side";
        }

        var literal = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            var c = part[i];
            if (c is '{' or '}')
            {
                if (i + 1 < part.Length && part[i + 1] == c)
                {
                    i++;
                }
                else
                {
                    return c == '{'
                        ? "route parameters are not supported: a route is made of literal segments (a literal brace is written twice)"
                        : "there is a '}' without a '{' (a literal brace is written twice)";
                }
            }
            else if (c is '?' or '\0')
            {
                return "'?' cannot stand in a path";
            }

            literal.Append(c);
        }

        segment = new RouteSegment(literal.ToString());
        return null;
    }
}

/// <summary>One segment of a route.</summary>
internal sealed record RouteSegment(string Literal);
