namespace Graceful.Generators.RouteTree;

/// <summary>
/// The indices of a route's captures. The match records one for each segment with a parameter, in their order; the parts of complex
/// segments follow after all of these, when the route has been found.
/// </summary>
internal static class RouteCaptures
{
    public static int Count(RoutePattern pattern) => pattern.ParameterSegments +
        pattern.Segments.Where(segment => segment.IsComplex).Sum(segment => segment.Parts.Count(part => part.Parameter is not null));

    /// <summary>Returns the index of the capture of a segment with a parameter.</summary>
    public static int OfSegment(RoutePattern pattern, int segment) => pattern.Segments.Take(segment).Count(before => !before.IsLiteral);

    /// <summary>Returns the index of the first capture of the parts of a complex segment.</summary>
    public static int OfParts(RoutePattern pattern, int segment) => pattern.ParameterSegments +
        pattern.Segments.Take(segment).Where(before => before.IsComplex)
            .Sum(before => before.Parts.Count(part => part.Parameter is not null));

    /// <summary>Returns the index of the capture of each slot; -1 for a slot that the route does not have.</summary>
    public static IReadOnlyList<int> BySlot(RoutePattern pattern, IEnumerable<string> slots)
    {
        var byName = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < pattern.Segments.Count; i++)
        {
            var segment = pattern.Segments[i];
            if (segment.Parameter is { } parameter)
            {
                byName.Add(parameter.Name, OfSegment(pattern, i));
            }
            else if (segment.IsComplex)
            {
                var next = OfParts(pattern, i);
                foreach (var part in segment.Parts.Where(part => part.Parameter is not null))
                {
                    byName.Add(part.Parameter!.Name, next++);
                }
            }
        }

        return [.. slots.Select(slot => byName.TryGetValue(slot, out var index) ? index : -1)];
    }
}
