namespace Graceful.Generators.RouteTree;

/// <summary>The part of a route that every link to it has: the end may be omitted.</summary>
internal static class LinkPath
{
    /// <summary>Returns the least number of segments of a link: each later one is optional, or has a default.</summary>
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
    /// Returns the parameters that a link requires, including an optional one before a required part.
    /// </summary>
    public static IReadOnlyList<RouteParameter> Required(RoutePattern pattern) =>
    [
        .. pattern.Segments.Take(Least(pattern))
            .SelectMany(segment => segment.Parts)
            .Select(part => part.Parameter)
            .OfType<RouteParameter>()
            .Where(parameter => parameter.Default is null && !IsOptionalPart(parameter, pattern)),
    ];

    /// <summary>The end of a complex segment, as in <c>{name}.{extension?}</c>.</summary>
    private static bool IsOptionalPart(RouteParameter parameter, RoutePattern pattern) =>
        parameter.IsOptional &&
        pattern.Segments.Any(segment => segment.IsComplex && segment.Parts.Any(part => ReferenceEquals(part.Parameter, parameter)));
}
