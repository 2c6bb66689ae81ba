using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Unrolls the trie of routes into code. What is tried is an if; where it leads nowhere, the code falls through to what is to be
/// tried next.
/// </summary>
internal sealed class MatchEmitter
{
    /// <summary>
    /// So many leaves a method has at most, by and large: the JIT inlines nothing more into a method of 512 locals
    /// (dotnet/runtime, src/coreclr/jit/compiler.h, MAX_LV_NUM_COUNT_FOR_INLINING), and compiles one of more than 60,000 bytes
    /// of IL or 2,000 basic blocks without optimising (DEFAULT_MIN_OPTS_*).
    /// </summary>
    private const int LeavesPerMethod = 32;

    private readonly CodeWriter _code;
    private readonly MatchMethods _methods = new();
    private readonly ConstraintEmitter _constraints = new();
    private readonly LeafEmitter _leaves;
    private int _leavesLeft;
    private bool _isCounted;
    private int _calls;

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
        _code.Line("/// <summary>The route that answers the path with the method, or null.</summary>");
        using (_code.Block("internal static ActionRoute? Match(scoped ref RouteSearch search)"))
        {
            WriteMethodStart();
            var orders = table.Routes.GroupBy(route => route.Order).OrderBy(group => group.Key).Select(RouteNode.Build).ToArray();
            foreach (var root in orders)
            {
                // Routes of different order are tables of their own, asked one after the other.
                if (orders.Length == 1)
                {
                    WriteNode(root, Place.Root, isReachedByLiteral: false);
                }
                else
                {
                    WriteCall("/...", Place.Root, at => WriteNode(root, at, isReachedByLiteral: false));
                }
            }

            _code.Line("return null;");
        }
    }

    private void WriteMethods()
    {
        while (_methods.TryDequeue(out var method))
        {
            _code.Line();
            _code.Line($"// {method.Title}");
            using (_code.Block($"private static ActionRoute? {method.Name}(scoped ref RouteSearch search{(method.Place.IsConstant ? string.Empty : ", int position")})"))
            {
                WriteMethodStart();
                method.Write();
                _code.Line("return null;");
            }
        }
    }

    private void WriteMethodStart()
    {
        _leavesLeft = LeavesPerMethod;
        _calls = 0;
        _code.Line("var path = search.Path;").Line("var verb = search.Verb;");
    }

    /// <summary>Here, or in a method of its own when it is too much for this one.</summary>
    private void WriteSplit(int count, string title, Place place, Action<Place> write)
    {
        if (_isCounted)
        {
            write(place);
        }
        else if (count <= _leavesLeft)
        {
            _leavesLeft -= count;
            _isCounted = true;
            write(place);
            _isCounted = false;
        }
        else
        {
            WriteCall(title, place, write);
        }
    }

    private void WriteCall(string title, Place place, Action<Place> write)
    {
        var inMethod = place.AsParameter();
        var name = _methods.Enqueue(title, inMethod, () => write(inMethod));
        var found = "found" + (++_calls).ToString(System.Globalization.CultureInfo.InvariantCulture);
        using (_code.Block($"if ({name}(ref search{(place.IsConstant ? string.Empty : $", {place.Position}")}) is {{ }} {found})"))
        {
            _code.Line($"return {found};");
        }

        _code.Line();
    }

    /// <param name="node">What may follow.</param>
    /// <param name="place">Where in the path.</param>
    /// <param name="isReachedByLiteral">Whether the node from which it is reached has looked for the literals behind it already.</param>
    private void WriteNode(RouteNode node, Place place, bool isReachedByLiteral)
    {
        if (!isReachedByLiteral)
        {
            WriteEnds(node, place);
            if (node.Tails().ToArray() is { Length: > 0 } tails)
            {
                WriteSplit(tails.Sum(tail => tail.Count), node.Path + "/...", place, at =>
                {
                    WriteRest(at);
                    WriteTails(LiteralSwitch.OfWhole(tails), node, at);
                });
            }
        }

        if (node.Branches().ToArray() is { Length: > 0 } branches)
        {
            WriteBranches(LiteralSwitch.OfBeginnings(branches), node, place);
        }

        WriteParameters(node, place);
    }

    private void WriteEnds(RouteNode node, Place place)
    {
        if (node.Ends.Count > 0)
        {
            using (_code.Block(place.IsRoot ? "if (path.IsEmpty)" : $"if (path.Length == {place.Position})"))
            {
                _leaves.Write(node.Ends, place);
            }

            _code.Line();
        }
    }

    private void WriteTails(LiteralSwitch tails, RouteNode node, Place place)
    {
        var rest = place.Name("rest");
        switch (tails)
        {
            case LiteralSwitch.ByLength byLength:
                using (_code.Block($"switch ({rest}.Length)"))
                {
                    foreach (var next in byLength.Cases)
                    {
                        WriteCase(next.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), () => WriteTailsOrCall(next.Value, node, place));
                    }
                }

                _code.Line();
                break;
            case LiteralSwitch.ByCharacter byCharacter:
                using (_code.Block($"switch ({Character(byCharacter, rest)})"))
                {
                    foreach (var next in byCharacter.Cases)
                    {
                        WriteCase(SymbolDisplay.FormatLiteral(next.Key, quote: true), () => WriteTailsOrCall(next.Value, node, place));
                    }
                }

                break;
            case LiteralSwitch.Compare compare:
                foreach (var tail in compare.Literals)
                {
                    using (_code.Block($"if ({rest}.Equals({Literal(tail.Text)}, StringComparison.OrdinalIgnoreCase))"))
                    {
                        _leaves.Write(tail.Node.Ends, place);
                    }

                    _code.Line();
                }

                break;
        }
    }

    private void WriteTailsOrCall(LiteralSwitch tails, RouteNode node, Place place) => WriteSplit(tails.Count, node.Path + "/...", place, at =>
    {
        if (at != place || !_isCounted)
        {
            WriteRest(at);
        }

        WriteTails(tails, node, at);
    });

    private void WriteRest(Place place) => _code.Line($"var {place.Name("rest")} = {place.Rest};");

    private void WriteBranchesOrCall(LiteralSwitch branches, RouteNode node, Place place)
    {
        if (branches is LiteralSwitch.Compare)
        {
            // What is behind each of them is here or in a method of its own.
            WriteBranches(branches, node, place);
        }
        else
        {
            WriteSplit(branches.Count, node.Path + "/...", place, at => WriteBranches(branches, node, at));
        }
    }

    private void WriteBranches(LiteralSwitch branches, RouteNode node, Place place)
    {
        switch (branches)
        {
            case LiteralSwitch.ByCharacter byCharacter:
                using (_code.Block($"if (path.Length > {place.Plus(byCharacter.Index).Position})"))
                {
                    using (_code.Block($"switch ({Character(byCharacter, place)})"))
                    {
                        foreach (var next in byCharacter.Cases)
                        {
                            WriteCase(SymbolDisplay.FormatLiteral(next.Key, quote: true), () => WriteBranchesOrCall(next.Value, node, place));
                        }
                    }
                }

                _code.Line();
                break;
            case LiteralSwitch.Compare compare:
                foreach (var branch in compare.Literals)
                {
                    using (_code.Block($"if ({place.Rest}.StartsWith({Literal(branch.Text)}, StringComparison.OrdinalIgnoreCase))"))
                    {
                        // The slash at the end of the text is where the next segment begins.
                        var depth = branch.Text.Count(c => c == '/') - 1;
                        WriteSplit(branch.Count, branch.Node.Path + "/...", place.Behind(branch.Text.Length - 1, depth), at =>
                            WriteNode(branch.Node, at, isReachedByLiteral: true));
                    }

                    _code.Line();
                }

                break;
        }
    }

    private void WriteParameters(RouteNode node, Place place)
    {
        var (start, end) = (place.Plus(1).Position, place.Name("end"));
        if (node.Constrained is not null || node.Parameter is not null)
        {
            using (_code.Block($"if (path.Length > {start})"))
            {
                _code.Line($"var {end} = search.EndOfSegment({start});");
                using (_code.Block($"if ({end} > {start})"))
                {
                    _code.Line($"search.Capture({place.Captures}, {start}, {end});");
                    if (node.Constrained is { } constrained)
                    {
                        WriteConstrained(constrained, place.BehindConstrained(end), place);
                    }

                    if (node.Parameter is { } parameter)
                    {
                        WriteSplit(parameter.Count, parameter.Path + "/...", place.BehindParameter(end), at => WriteNode(parameter, at, isReachedByLiteral: false));
                    }
                }
            }

            _code.Line();
        }

        if (node.CatchAlls.Count > 0)
        {
            using (_code.Block(place.IsRoot ? "if (!path.IsEmpty)" : $"if (path.Length > {place.Position})"))
            {
                _code.Line($"search.CaptureRest({place.Captures}, {start});");
                _leaves.Write(node.CatchAlls, place);
            }

            _code.Line();
        }
    }

    /// <summary>
    /// Where all that is behind the segment wants the same of it, that is looked at first; otherwise each leaf does for itself,
    /// since the best of several routes may be one that wants something else of the segment.
    /// </summary>
    private void WriteConstrained(RouteNode node, Place behind, Place place)
    {
        var depth = place.Depth;
        var wanted = node.Leaves().Select(leaf => leaf.Route.Pattern.Segments[depth].Parameter).ToArray();
        if (wanted.All(parameter => parameter is not null && parameter.Constraints.Equals(wanted[0]!.Constraints)))
        {
            using (_code.Block($"if ({_constraints.Condition(wanted[0]!, $"search.Captured({place.Captures})")})"))
            {
                WriteSplit(node.Count, node.Path + "/...", behind.WithChecked(depth), at => WriteNode(node, at, isReachedByLiteral: false));
            }
        }
        else
        {
            WriteSplit(node.Count, node.Path + "/...", behind, at => WriteNode(node, at, isReachedByLiteral: false));
        }

        _code.Line();
    }

    private void WriteCase(string label, Action write)
    {
        _code.Line($"case {label}:");
        using (_code.Indent())
        {
            write();
            _code.Line("break;");
        }
    }

    private static string Character(LiteralSwitch.ByCharacter by, string rest) => $"{rest}[{by.Index}]{(by.IgnoreCase ? " | 0x20" : string.Empty)}";

    private static string Character(LiteralSwitch.ByCharacter by, Place place) => $"path[{place.Plus(by.Index).Position}]{(by.IgnoreCase ? " | 0x20" : string.Empty)}";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
