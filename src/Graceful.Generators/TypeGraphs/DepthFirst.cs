using Microsoft.CodeAnalysis;

namespace Graceful.Generators.TypeGraphs;

/// <summary>Visits a graph of types depth first, without recursion: the path may be as long as there are types.</summary>
internal static class DepthFirst
{
    /// <param name="roots">The types to begin with.</param>
    /// <param name="edges">Returns the edges that leave a type.</param>
    /// <param name="target">Returns the type that an edge leads to.</param>
    /// <param name="cycle">The first edge that leads back to a type on the path to it; null for a graph without cycles.</param>
    /// <returns>The types in post-order: each after those that it leads to, apart from cycles.</returns>
    public static IReadOnlyList<ITypeSymbol> PostOrder<TEdge>(
        IEnumerable<ITypeSymbol> roots,
        Func<ITypeSymbol, IEnumerable<TEdge>> edges,
        Func<TEdge, ITypeSymbol> target,
        out TEdge? cycle)
        where TEdge : class
    {
        cycle = null;
        var ordered = new List<ITypeSymbol>();
        var isOnPath = new Dictionary<ITypeSymbol, bool>(SymbolEqualityComparer.Default);
        var path = new Stack<(ITypeSymbol Type, IEnumerator<TEdge> Edges)>();
        foreach (var root in roots.Where(root => !isOnPath.ContainsKey(root)))
        {
            Enter(root);
            while (path.Count > 0)
            {
                var (type, left) = path.Peek();
                if (!left.MoveNext())
                {
                    path.Pop();
                    isOnPath[type] = false;
                    ordered.Add(type);
                }
                else if (!isOnPath.TryGetValue(target(left.Current), out var closesCycle))
                {
                    Enter(target(left.Current));
                }
                else if (closesCycle)
                {
                    cycle ??= left.Current;
                }
            }
        }

        return ordered;

        void Enter(ITypeSymbol type)
        {
            isOnPath[type] = true;
            path.Push((type, edges(type).GetEnumerator()));
        }
    }
}
