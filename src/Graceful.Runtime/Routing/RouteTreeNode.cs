using System.Numerics;

namespace Graceful.Routing;

/// <summary>A node of a <see cref="RouteTree"/>: the continuations after the segments that lead to it.</summary>
/// <param name="text">The segment of a literal.</param>
internal sealed class RouteTreeNode(string text)
{
    private readonly List<RouteTreeNode> _literals = [];

    /// <summary>The literals by <see cref="Hash"/>. Those in the same bucket are linked.</summary>
    private RouteTreeNode?[] _buckets = [];
    private RouteTreeNode? _nextInBucket;

    public RouteTreeNode? Constrained { get; private set; }

    public RouteTreeNode? Parameter { get; private set; }

    public RouteTreeLeaf[] Ends { get; private set; } = [];

    public RouteTreeLeaf[] CatchAlls { get; private set; } = [];

    /// <summary>True when something other than a literal may follow.</summary>
    public bool HasOwnParameters { get; private set; }

    /// <summary>Adds the node after a segment, unless there is one.</summary>
    public RouteTreeNode Next(ReadOnlySpan<char> segment)
    {
        if (segment[0] == '{')
        {
            return segment is [.., ':', '}'] ? Constrained ??= new(string.Empty) : Parameter ??= new(string.Empty);
        }

        // The lines are sorted: the segment is that of the line before, or a new one.
        if (_literals is [.., var last] && last.Is(segment))
        {
            return last;
        }

        foreach (var literal in _literals)
        {
            if (literal.Is(segment))
            {
                return literal;
            }
        }

        var added = new RouteTreeNode(segment.ToString());
        _literals.Add(added);
        return added;
    }

    public void AddEnd(RouteTreeLeaf leaf) => Ends = [.. Ends, leaf];

    public void AddCatchAll(RouteTreeLeaf leaf) => CatchAlls = [.. CatchAlls, leaf];

    /// <summary>Prepares the node for <see cref="Literal"/>, and all nodes after it.</summary>
    public void Finish()
    {
        HasOwnParameters = Constrained is not null || Parameter is not null || CatchAlls.Length > 0;
        Constrained?.Finish();
        Parameter?.Finish();
        _buckets = _literals.Count == 0 ? [] : new RouteTreeNode?[BitOperations.RoundUpToPowerOf2((uint)_literals.Count * 2)];
        foreach (var literal in _literals)
        {
            ref var bucket = ref _buckets[Hash(literal.Text) & (_buckets.Length - 1)];
            (literal._nextInBucket, bucket) = (bucket, literal);
            literal.Finish();
        }
    }

    /// <summary>Returns the node after a literal segment.</summary>
    public RouteTreeNode? Literal(ReadOnlySpan<char> segment)
    {
        var buckets = _buckets;
        if (buckets.Length == 0)
        {
            return null;
        }

        var literal = buckets[Hash(segment) & (buckets.Length - 1)];
        while (literal is not null && !literal.Is(segment))
        {
            literal = literal._nextInBucket;
        }

        return literal;
    }

    private string Text => text;

    private bool Is(ReadOnlySpan<char> segment) =>
        segment.Length == text.Length && (segment.SequenceEqual(text) || segment.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same number for all spellings: letters outside of ASCII, whose cases are many, all count the same.</summary>
    private static int Hash(ReadOnlySpan<char> segment)
    {
        var last = segment.Length - 1;
        return (((segment.Length * 31) + Fold(segment[last]) + (Fold(segment[Math.Max(0, last - 1)]) * 7)) * 31)
            + Fold(segment[0]) + (Fold(segment[last / 2]) * 5);
    }

    private static int Fold(char c) => c < 0x80 ? c | 0x20 : 0;
}
