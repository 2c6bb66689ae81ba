namespace Graceful.Routing;

/// <summary>A node of a <see cref="RouteTree"/>: the continuations after the segments that lead to it.</summary>
/// <param name="text">The segment of a literal.</param>
internal sealed class RouteTreeNode(string text)
{
    /// <summary>The literals by <see cref="Hash"/>, at most one for two buckets. Those in the same bucket are linked.</summary>
    private RouteTreeNode?[] _buckets = [];
    private RouteTreeNode? _nextInBucket;
    private int _count;

    public RouteTreeNode? Constrained { get; private set; }

    public RouteTreeNode? Parameter { get; private set; }

    public RouteTreeLeaf[] Ends { get; private set; } = [];

    public RouteTreeLeaf[] CatchAlls { get; private set; } = [];

    /// <summary>True when something other than a literal may follow.</summary>
    public bool HasOwnParameters { get; private set; }

    /// <summary>Returns the node after a segment, and adds it when there is none.</summary>
    public RouteTreeNode Next(ReadOnlySpan<char> segment)
    {
        if (segment[0] == '{')
        {
            HasOwnParameters = true;
            return segment is [.., ':', '}'] ? Constrained ??= new(string.Empty) : Parameter ??= new(string.Empty);
        }

        if (Literal(segment) is { } known)
        {
            return known;
        }

        if (_count++ == _buckets.Length / 2)
        {
            Grow();
        }

        var added = new RouteTreeNode(segment.ToString());
        Link(added);
        return added;
    }

    public void AddEnd(RouteTreeLeaf leaf) => Ends = [.. Ends, leaf];

    public void AddCatchAll(RouteTreeLeaf leaf) => (CatchAlls, HasOwnParameters) = ([.. CatchAlls, leaf], true);

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

    private void Grow()
    {
        var smaller = _buckets;
        _buckets = new RouteTreeNode?[Math.Max(2, smaller.Length * 2)];
        foreach (var bucket in smaller)
        {
            for (var (literal, next) = (bucket, bucket?._nextInBucket); literal is not null; (literal, next) = (next, next?._nextInBucket))
            {
                Link(literal);
            }
        }
    }

    private void Link(RouteTreeNode literal)
    {
        ref var bucket = ref _buckets[Hash(literal.Text) & (_buckets.Length - 1)];
        (literal._nextInBucket, bucket) = (bucket, literal);
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
