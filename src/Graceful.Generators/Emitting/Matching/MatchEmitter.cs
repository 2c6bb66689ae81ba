using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Unrolls the trie of routes into code. Each alternative is an if statement. When it fails, the code falls through to the next
/// alternative, or returns at once when there is none.
/// </summary>
internal sealed partial class MatchEmitter
{
    private const string Span = "global::System.ReadOnlySpan<char>";

    private readonly CodeWriter _code;
    private readonly MatchMethods _methods = new();
    private readonly ConstraintEmitter _constraints = new();
    private readonly LeafEmitter _leaves;

    private MatchEmitter(CodeWriter code)
    {
        _code = code;
        _leaves = new LeafEmitter(code, _constraints);
    }

    public static void Write(CodeWriter code, RouteTable table)
    {
        var emitter = new MatchEmitter(code);
        emitter.WriteMatch(table);
        emitter.WriteMethods();
        emitter._leaves.WriteComplexSegments();
        emitter._constraints.WriteMethods(code);
    }

    private void WriteMatch(RouteTable table)
    {
        // Routes of each order have a table of their own. The tables are tried one after the other.
        var orders = table.Routes.GroupBy(route => route.Order).OrderBy(group => group.Key).Select(RouteNode.Build).ToArray();
        _code.Write($$"""
            /// <summary>The route that answers the path with the method, or null.</summary>
            internal static ActionRoute? Match(scoped ref RouteSearch search)
            {
                {{WriteMethodStart}}
                {{() => WriteOrders(orders)}}
                {{WriteNothing}}
            }
            """);
    }

    private void WriteOrders(RouteNode[] orders)
    {
        var start = EmitCursor.Root;
        for (var i = 0; i < orders.Length; i++)
        {
            var (root, cursor) = (orders[i], start with { IsLastAlternative = i == orders.Length - 1 });
            if (orders.Length == 1)
            {
                WriteNode(root, cursor, isReachedByLiteral: false);
            }
            else
            {
                WriteCall("/...", cursor, at => WriteNode(root, at, isReachedByLiteral: false));
            }
        }
    }

    /// <param name="node">The node of the trie.</param>
    /// <param name="cursor">The position in the path.</param>
    /// <param name="isReachedByLiteral">True when the parent node has already matched the literals below this node.</param>
    private void WriteNode(RouteNode node, EmitCursor cursor, bool isReachedByLiteral)
    {
        if (!isReachedByLiteral)
        {
            WriteEnds(node, cursor);
        }

        WriteLiterals(node, cursor, withTails: !isReachedByLiteral);
        WriteParameters(node, cursor);
        WriteCatchAlls(node, cursor);
    }

    private void WriteEnds(RouteNode node, EmitCursor cursor)
    {
        if (node.Ends.Count > 0)
        {
            using (_code.Block(cursor.IsRoot ? "if (path.IsEmpty)" : $"if (path.Length == {cursor.Position})"))
            {
                WriteLeaves(node.Ends, cursor);
            }

            _code.Line();
        }
    }

    /// <summary>Writes the routes that end here, and <c>return null</c> when no other route can match.</summary>
    private void WriteLeaves(List<RouteLeaf> leaves, EmitCursor cursor)
    {
        cursor.Count(RouteNode.Weight(leaves));
        _leaves.Write(leaves, cursor);
        if (cursor.IsLastAlternative)
        {
            WriteNothing();
        }
    }

    private void WriteNothing()
    {
        if (!_code.IsAfterReturn)
        {
            _code.Line("return null;");
        }
    }
}
