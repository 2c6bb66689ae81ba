namespace Graceful.Generators.RouteTree;

/// <summary>How much of a route every link to it has: what stands at its end may be missing.</summary>
internal static class LinkPath
{
    /// <summary>How many segments a link has at least: those behind have an optional parameter each, or one with a default.</summary>
    public static int Least(RoutePattern pattern)
    {
        var count = pattern.Segments.Count;
        while (count > 0 && pattern.Segments[count - 1].MayBeAbsent)
        {
            count--;
        }

        return count;
    }

    /// <summary>
    /// The parameters without which there is no link: also an optional one where something follows that must be there.
    /// </summary>
    public static IReadOnlyList<RouteParameter> Required(RoutePattern pattern) =>
    [
        .. pattern.Segments.Take(Least(pattern))
            .SelectMany(segment => segment.Parts)
            .Select(part => part.Parameter)
            .OfType<RouteParameter>()
            .Where(parameter => parameter.Default is null && !IsOptionalPart(parameter, pattern)),
    ];

    /// <summary>The end of a segment with several parts, as in <c>{name}.{extension?}</c>.</summary>
    private static bool IsOptionalPart(RouteParameter parameter, RoutePattern pattern) =>
        parameter.IsOptional && pattern.Segments.Any(segment => segment.IsComplex && segment.Parts.Any(part => ReferenceEquals(part.Parameter, parameter)));
}
