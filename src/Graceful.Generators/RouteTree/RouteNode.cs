namespace Graceful.Generators.RouteTree;

/// <summary>
/// A node in the trie of routes: the continuations after the segments that lead to it, in the order in which they are tried, as in
/// ASP.NET Core: the end of the path, literals, constrained parameters and complex segments, parameters, catch-alls. Routes are
/// compared segment by segment, so the first match in that order has the best precedence.
/// </summary>
/// <param name="Path">The path to the node, for comments: <c>/orders/{}</c>.</param>
internal sealed record RouteNode(string Path)
{
    /// <summary>Gets the routes that match when the path ends here, the best first.</summary>
    public List<RouteLeaf> Ends { get; } = [];

    public SortedDictionary<string, RouteNode> Literals { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the node after a segment with constraints or several parts; each of its leaves has its own.</summary>
    public RouteNode? Constrained { get; private set; }

    /// <summary>Gets the node after a segment without constraints.</summary>
    public RouteNode? Parameter { get; private set; }

    /// <summary>Gets the catch-all routes, the best first.</summary>
    public List<RouteLeaf> CatchAlls { get; } = [];

    /// <summary>Gets the amount of code of this node and its descendants, in leaves.</summary>
    public int Count { get; private set; }

    /// <summary>True when a parameter may follow, here or after further literals.</summary>
    public bool LeadsToParameters { get; private set; }

    public static RouteNode Build(IEnumerable<RouteEntry> routes)
    {
        var root = new RouteNode(string.Empty);
        foreach (var route in routes)
        {
            root.Add(route, 0);
        }

        root.Finish();
        return root;
    }

    /// <summary>Returns the descendants that are reached by literals only, with the text of the path.</summary>
    public IEnumerable<LiteralText> Tails()
    {
        foreach (var literal in Literals)
        {
            var text = "/" + literal.Key;
            if (literal.Value.Ends.Count > 0)
            {
                yield return new LiteralText(text, literal.Value, Weight(literal.Value.Ends));
            }

            foreach (var tail in literal.Value.Tails())
            {
                yield return tail with { Text = text + tail.Text };
            }
        }
    }

    /// <summary>Returns the literals that are followed by parameters, each with its slash, up to the first fork.</summary>
    public IEnumerable<LiteralText> Branches()
    {
        foreach (var literal in Literals.Where(literal => literal.Value.LeadsToParameters))
        {
            var (text, node) = ("/" + literal.Key, literal.Value);
            while (!node.HasOwnParameters && node.Literals.Count(next => next.Value.LeadsToParameters) == 1)
            {
                var only = node.Literals.First(next => next.Value.LeadsToParameters);
                (text, node) = (text + "/" + only.Key, only.Value);
            }

            yield return new LiteralText(text + "/", node, node.Count);
        }
    }

    /// <summary>Returns every leaf of the node and its descendants.</summary>
    public IEnumerable<RouteLeaf> Leaves() => Ends
        .Concat(Literals.Values.SelectMany(next => next.Leaves()))
        .Concat(Constrained?.Leaves() ?? [])
        .Concat(Parameter?.Leaves() ?? [])
        .Concat(CatchAlls);

    /// <summary>True when a path that continues with this literal may also match something else, regardless of constraints.</summary>
    public bool HasOtherMatch(string tail) => HasOtherMatch(tail.Split('/'), 1, isLiteral: true);

    /// <summary>True when something other than a literal may follow here.</summary>
    public bool HasOwnParameters => Constrained is not null || Parameter is not null || CatchAlls.Count > 0;

    /// <summary>A leaf consists mostly of one comparison, and a verb test for each of its few routes.</summary>
    public static int Weight(IReadOnlyCollection<RouteLeaf> leaves) => (leaves.Count + 3) / 4;

    private bool HasOtherMatch(string[] segments, int next, bool isLiteral)
    {
        if (next == segments.Length)
        {
            return !isLiteral && Ends.Count > 0;
        }

        return CatchAlls.Count > 0 ||
            (Constrained?.HasOtherMatch(segments, next + 1, isLiteral: false) ?? false) ||
            (Parameter?.HasOtherMatch(segments, next + 1, isLiteral: false) ?? false) ||
            (Literals.TryGetValue(segments[next], out var literal) && literal.HasOtherMatch(segments, next + 1, isLiteral));
    }

    private void Add(RouteEntry route, int depth)
    {
        var segments = route.Pattern.Segments;
        if (segments.Skip(depth).All(segment => segment.MayBeAbsent) && RouteLeaf.MayEndAt(route, depth))
        {
            Ends.Add(new RouteLeaf(route, depth));
        }

        if (depth == segments.Count)
        {
            return;
        }

        switch (segments[depth])
        {
            case { Literal: { } literal }:
                if (!Literals.TryGetValue(literal, out var next))
                {
                    Literals.Add(literal, next = new RouteNode($"{Path}/{literal}"));
                }

                next.Add(route, depth + 1);
                break;
            case { Parameter.IsCatchAll: true }:
                CatchAlls.Add(new RouteLeaf(route, depth + 1));
                break;
            case { Precedence: '2' }:
                (Constrained ??= new RouteNode(Path + "/{:}")).Add(route, depth + 1);
                break;
            default:
                (Parameter ??= new RouteNode(Path + "/{}")).Add(route, depth + 1);
                break;
        }
    }

    private void Finish()
    {
        Ends.Sort(RouteLeaf.Compare);
        CatchAlls.Sort(RouteLeaf.Compare);
        Count = Weight(Ends) + Weight(CatchAlls);
        LeadsToParameters = HasOwnParameters;
        foreach (var next in Literals.Values.Concat(new[] { Constrained, Parameter }.OfType<RouteNode>()))
        {
            next.Finish();
            Count += next.Count;
            LeadsToParameters |= next.LeadsToParameters;
        }
    }
}

/// <param name="Text">A literal part of a path.</param>
/// <param name="Node">The node after it.</param>
/// <param name="Count">The amount of code for it, in leaves.</param>
internal sealed record LiteralText(string Text, RouteNode Node, int Count);
