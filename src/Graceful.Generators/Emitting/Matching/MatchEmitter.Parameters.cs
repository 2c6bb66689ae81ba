using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The segments with parameters, and catch-alls.</summary>
internal sealed partial class MatchEmitter
{
    private void WriteParameters(RouteNode node, EmitCursor cursor)
    {
        if (node.Constrained is null && node.Parameter is null)
        {
            return;
        }

        var (start, end) = (cursor.Plus(1).Position, cursor.Name("end"));
        using (_code.Block($"if (path.Length > {start})"))
        {
            _code.Line($"int {end} = search.EndOfSegment({start});");
            using (_code.Block($"if ({end} > {start})"))
            {
                _code.Line($"search.CaptureSegment({Number(cursor.Captures)}, {start}, {end});");
                if (node.Constrained is { } constrained)
                {
                    var isLast = cursor.IsLastAlternative && node.Parameter is null && node.CatchAlls.Count == 0;
                    WriteConstrained(constrained, cursor.AfterConstrained(end) with { IsLastAlternative = isLast }, cursor);
                }

                if (node.Parameter is { } parameter)
                {
                    var isLast = cursor.IsLastAlternative && node.CatchAlls.Count == 0;
                    var after = cursor.AfterParameter(end) with { IsLastAlternative = isLast };
                    WriteSplit(parameter.Count, parameter.Path + "/...", after, at => WriteNode(parameter, at, isReachedByLiteral: false));
                }
            }
        }

        _code.Line();
    }

    /// <summary>
    /// When all routes through the segment have the same constraints, they are checked first. Otherwise each leaf checks its own:
    /// the route with the highest precedence may have different constraints.
    /// </summary>
    private void WriteConstrained(RouteNode node, EmitCursor after, EmitCursor cursor)
    {
        var depth = cursor.Depth;
        var wanted = node.Leaves().Select(leaf => leaf.Route.Pattern.Segments[depth].Parameter).ToArray();
        if (wanted.All(parameter => parameter is not null && parameter.Constraints.Equals(wanted[0]!.Constraints)))
        {
            using (_code.Block($"if ({_constraints.Condition(wanted[0]!, $"search.Captured({Number(cursor.Captures)})")})"))
            {
                WriteSplit(node.Count, node.Path + "/...", after.WithChecked(depth), at => WriteNode(node, at, isReachedByLiteral: false));
            }
        }
        else
        {
            WriteSplit(node.Count, node.Path + "/...", after, at => WriteNode(node, at, isReachedByLiteral: false));
        }

        _code.Line();
    }

    private void WriteCatchAlls(RouteNode node, EmitCursor cursor)
    {
        if (node.CatchAlls.Count > 0)
        {
            using (_code.Block(cursor.IsRoot ? "if (!path.IsEmpty)" : $"if (path.Length > {cursor.Position})"))
            {
                _code.Line($"search.CaptureRest({Number(cursor.Captures)}, {cursor.Plus(1).Position});");
                WriteLeaves(node.CatchAlls, cursor);
            }

            _code.Line();
        }
    }
}
