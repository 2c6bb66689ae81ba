namespace Graceful.Generators.RouteTree;

/// <summary>Routes between which no request could decide.</summary>
internal static class RouteConflicts
{
    /// <summary>Groups what answers the same paths; a group of more than one is a conflict.</summary>
    public static IEnumerable<IGrouping<string, T>> Group<T>(IEnumerable<T> items, Func<T, RoutePattern> pattern) =>
        items.GroupBy(item => pattern(item).LiteralPath, StringComparer.OrdinalIgnoreCase);
}
