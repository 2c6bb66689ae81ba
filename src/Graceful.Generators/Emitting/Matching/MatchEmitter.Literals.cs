using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>
/// The literals: first those that are the rest of the path (tails), by length; then those before parameters (branches), by
/// character.
/// </summary>
internal sealed partial class MatchEmitter
{
    private void WriteLiterals(RouteNode node, EmitCursor cursor, bool withTails)
    {
        var isRestThere = withTails && WriteTails(node, cursor);
        if (cursor.IsRoot && node.LeadsToParameters)
        {
            // Not earlier: a path that is a literal from the root needs no slashes.
            _code.Line("search.FindSlashes(CaptureCount);");
        }

        if (node.Branches().ToArray() is { Length: > 0 } branches)
        {
            if (!isRestThere)
            {
                WriteRest(cursor);
            }

            WriteBranches(LiteralSwitch.OfBeginnings(branches), node, cursor);
        }
    }

    /// <returns>True when the variable for the rest of the path has been written.</returns>
    private bool WriteTails(RouteNode node, EmitCursor cursor)
    {
        if (node.Tails().ToArray() is not { Length: > 0 } literals)
        {
            return false;
        }

        // The switch itself splits a set that is too large for any method, so it can be written here.
        var tails = LiteralSwitch.OfWhole(literals);
        if (tails.Count > MethodBudget.Leaves)
        {
            Write(cursor);
            return true;
        }

        if (TryWriteHere(tails.Count, cursor, Write))
        {
            return true;
        }

        WriteTailsCall(tails, node, cursor);
        return false;

        void Write(EmitCursor at)
        {
            WriteRest(at);
            WriteTails(tails, node, at);
        }
    }

    private void WriteTails(LiteralSwitch tails, RouteNode node, EmitCursor cursor)
    {
        var rest = Rest(cursor);
        switch (tails)
        {
            case LiteralSwitch.ByLength byLength:
                // A switch that is too large for a method only calls: then it has no registers to save.
                Action<LiteralSwitch, RouteNode, EmitCursor> write =
                    byLength.Count > MethodBudget.Leaves ? WriteTailsCall : WriteTailsOrCall;
                WriteSwitch($"{rest}.Length", byLength.Cases, Number, next => write(next, node, cursor));
                _code.Line();
                break;
            case LiteralSwitch.ByCharacter byCharacter:
                WriteSwitch(Character(rest, byCharacter), byCharacter.Cases, Literal, next => WriteTailsOrCall(next, node, cursor));
                break;
            case LiteralSwitch.Compare compare:
                foreach (var tail in compare.Literals)
                {
                    using (_code.Block($"if ({Equal(rest, tail.Text)})"))
                    {
                        var isLast = cursor.IsLastAlternative && !node.HasOtherMatch(tail.Text);
                        WriteLeaves(tail.Node.Ends, cursor with { IsLastAlternative = isLast });
                    }

                    _code.Line();
                }

                break;
        }
    }

    private void WriteTailsOrCall(LiteralSwitch tails, RouteNode node, EmitCursor cursor)
    {
        if (tails is LiteralSwitch.Compare || cursor.IsCounted || cursor.Method.HasRoomFor(tails.Count))
        {
            WriteTails(tails, node, cursor);
        }
        else
        {
            WriteTailsCall(tails, node, cursor);
        }
    }

    private void WriteTailsCall(LiteralSwitch tails, RouteNode node, EmitCursor cursor) =>
        WriteCall(node.Path + "/...", cursor with { IsLastAlternative = cursor.IsLastAlternative && !node.LeadsToParameters }, at =>
        {
            WriteRest(at);
            WriteTails(tails, node, at with { IsLastAlternative = cursor.IsLastAlternative });
        });

    private void WriteBranches(LiteralSwitch branches, RouteNode node, EmitCursor cursor)
    {
        var rest = Rest(cursor);
        switch (branches)
        {
            case LiteralSwitch.ByCharacter byCharacter:
                using (_code.Block($"if ({rest}.Length > {Number(byCharacter.Index)})"))
                {
                    WriteSwitch(Character(rest, byCharacter), byCharacter.Cases, Literal, next => WriteBranchesOrCall(next, node, cursor));
                }

                _code.Line();
                break;
            case LiteralSwitch.Compare compare:
                foreach (var branch in compare.Literals)
                {
                    using (_code.Block($"if ({Begins(rest, branch.Text)})"))
                    {
                        // The next segment begins at the slash at the end of the text.
                        var depth = branch.Text.Count(c => c == '/') - 1;
                        var isLast = IsLastAlternativeAfterLiterals(node, cursor);
                        var after = cursor.After(branch.Text.Length - 1, depth) with { IsLastAlternative = isLast };
                        WriteSplit(branch.Count, branch.Node.Path + "/...", after,
                            at => WriteNode(branch.Node, at, isReachedByLiteral: true));
                    }

                    _code.Line();
                }

                break;
        }
    }

    private void WriteBranchesOrCall(LiteralSwitch branches, RouteNode node, EmitCursor cursor)
    {
        if (branches is LiteralSwitch.Compare)
        {
            // The rest of each branch is written here or in a method of its own.
            WriteBranches(branches, node, cursor);
        }
        else if (!TryWriteHere(branches.Count, cursor, at => WriteBranches(branches, node, at)))
        {
            WriteCall(node.Path + "/...", cursor with { IsLastAlternative = IsLastAlternativeAfterLiterals(node, cursor) }, at =>
            {
                WriteRest(at);
                WriteBranches(branches, node, at with { IsLastAlternative = cursor.IsLastAlternative });
            });
        }
    }

    /// <summary>True when only this branch can match: a path begins with at most one of the literals.</summary>
    private static bool IsLastAlternativeAfterLiterals(RouteNode node, EmitCursor cursor) =>
        cursor.IsLastAlternative && !node.HasOwnParameters;

    private void WriteSwitch<T>(
        string value, IEnumerable<KeyValuePair<T, LiteralSwitch>> cases, Func<T, string> label, Action<LiteralSwitch> write)
    {
        using (_code.Block($"switch ({value})"))
        {
            foreach (var next in cases)
            {
                _code.Write($"""
                    case {label(next.Key)}:
                        {() => write(next.Value)}
                        {WriteBreak}
                    """);
            }
        }
    }

    private void WriteBreak()
    {
        if (!_code.IsAfterReturn)
        {
            _code.Line("break;");
        }
    }

    private void WriteRest(EmitCursor cursor)
    {
        if (!cursor.IsRoot)
        {
            _code.Line($"{Span} {Rest(cursor)} = path.Slice({cursor.Position});");
        }
    }

    private static string Rest(EmitCursor cursor) => cursor.IsRoot ? "path" : cursor.Name("rest");

    private static string Equal(string rest, string text) =>
        IsAscii(text) ? $"RouteText.Is({rest}, {Literal(text)})" : $"Text.Equals({rest}, {Literal(text)}, Comparison.OrdinalIgnoreCase)";

    private static string Begins(string rest, string text) =>
        IsAscii(text)
            ? $"RouteText.Begins({rest}, {Literal(text)})"
            : $"Text.StartsWith({rest}, {Literal(text)}, Comparison.OrdinalIgnoreCase)";

    private static bool IsAscii(string text) => text.All(c => c < 0x80);

    private static string Character(string rest, LiteralSwitch.ByCharacter by) =>
        $"{rest}[{Number(by.Index)}]{(by.IgnoreCase ? " | 0x20" : string.Empty)}";
}
