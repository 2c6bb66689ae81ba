using Graceful.Generators.Collections;

namespace Graceful.Generators.RouteTree;

/// <summary>
/// The routes of one generated file. The routes of a large program are split, so that an edit of a template changes the part that the
/// route leaves and the part that it joins, and no other.
/// </summary>
/// <param name="Number">The number of the part; null when it has all routes of the program.</param>
/// <param name="Routes">The routes, in the order of their controllers.</param>
internal sealed record TablePart(int? Number, EquatableArray<RouteEntry> Routes)
{
    private const int MostRoutesOnAverage = 128;

    /// <summary>
    /// Splits routes into the parts that have some. The number of parts is a power of two: it stays the same until the number of routes
    /// doubles.
    /// </summary>
    public static IEnumerable<TablePart> Split(IReadOnlyCollection<RouteEntry> routes)
    {
        var count = 1;
        while (routes.Count > count * MostRoutesOnAverage)
        {
            count *= 2;
        }

        return Split(routes, count);
    }

    /// <param name="routes">The routes.</param>
    /// <param name="count">The number of parts: a power of two.</param>
    public static IEnumerable<TablePart> Split(IEnumerable<RouteEntry> routes, int count)
    {
        var parts = new List<RouteEntry>?[count];
        foreach (var route in routes)
        {
            (parts[Hash(route.Pattern) & (count - 1)] ??= []).Add(route);
        }

        return parts.Select((part, i) => (Routes: part, Number: i))
            .Where(part => part.Routes is not null)
            .Select(part => new TablePart(part.Number, part.Routes!.ToEquatableArray()));
    }

    /// <summary>
    /// Returns the same number for all routes that may end at the same node of the tree, because the order of their lines is their
    /// precedence: of the path up to its last literal. All segments after it may be absent in one of the routes.
    /// </summary>
    /// <remarks>
    /// Literals are case-insensitive. Letters outside of ASCII count as the same, as in the tree of the runtime. The number must not
    /// depend on the process, as that of a string does.
    /// </remarks>
    public static int Hash(RoutePattern pattern)
    {
        // FNV-1a.
        const uint Start = 2166136261;
        const uint Prime = 16777619;
        var (hash, hashOfLiterals) = (Start, Start);
        foreach (var segment in pattern.Segments)
        {
            hash = unchecked((hash ^ '/') * Prime);
            if (segment.Literal is { } literal)
            {
                foreach (var c in literal)
                {
                    hash = unchecked((hash ^ (c < 0x80 ? c | 0x20u : 0)) * Prime);
                }

                hashOfLiterals = hash;
            }
        }

        return (int)((hashOfLiterals ^ (hashOfLiterals >> 15)) & int.MaxValue);
    }
}
