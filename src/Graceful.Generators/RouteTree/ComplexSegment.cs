namespace Graceful.Generators.RouteTree;

/// <summary>
/// Splits a segment with several parts as ASP.NET Core does: from its end, each literal at the last position that leaves text for the
/// parameter after it (RoutePatternMatcher.MatchComplexSegment in dotnet/aspnetcore,
/// src/Http/Routing/src/Patterns/RoutePatternMatcher.cs). The emitted code does the same.
/// </summary>
internal static class ComplexSegment
{
    /// <returns>The values by the names of the parameters, or null when it does not match.</returns>
    public static Dictionary<string, string>? Match(RouteSegment segment, string value)
    {
        var all = Match(segment, segment.Parts.Count, value);
        return all is null && HasOptionalEnd(segment) && !value.EndsWith(".", StringComparison.Ordinal)
            ? Match(segment, segment.Parts.Count - 2, value)
            : all;
    }

    /// <summary>True when the last parameter may be omitted, with the dot before it.</summary>
    public static bool HasOptionalEnd(RouteSegment segment) => segment.Parts[segment.Parts.Count - 1].Parameter is { IsOptional: true };

    private static Dictionary<string, string>? Match(RouteSegment segment, int count, string value)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (end, pending) = (value.Length, (RouteParameter?)null);
        for (var i = count - 1; i >= 0; i--)
        {
            if (segment.Parts[i].Parameter is { } parameter)
            {
                pending = parameter;
                continue;
            }

            var literal = segment.Parts[i].Literal!;
            var searched = pending is null ? end : end - 1;
            var at = searched <= 0 ? -1 : value.Substring(0, searched).LastIndexOf(literal, StringComparison.OrdinalIgnoreCase);
            if (at < 0 || (i == segment.Parts.Count - 1 && at + literal.Length != value.Length))
            {
                return null;
            }

            if (pending is not null)
            {
                values.Add(pending.Name, value.Substring(at + literal.Length, end - at - literal.Length));
                pending = null;
            }

            end = at;
        }

        if (pending is not null)
        {
            values.Add(pending.Name, value.Substring(0, end));
            end = 0;
        }

        return end == 0 && values.Values.All(text => text.Length > 0) ? values : null;
    }
}
