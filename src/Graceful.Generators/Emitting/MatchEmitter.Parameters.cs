using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The segments in which parameters stand, and what takes all that is left.</summary>
internal sealed partial class MatchEmitter
{
    private void WriteParameters(RouteNode node, Place place)
    {
        if (node.Constrained is null && node.Parameter is null)
        {
            return;
        }

        var (start, end) = (place.Plus(1).Position, place.Name("end"));
        using (_code.Block($"if (path.Length > {start})"))
        {
            _code.Line($"var {end} = search.EndOfSegment({start});");
            using (_code.Block($"if ({end} > {start})"))
            {
                _code.Line($"search.Capture({Number(place.Captures)}, {start}, {end});");
                if (node.Constrained is { } constrained)
                {
                    var isLastWay = place.IsLastWay && node.Parameter is null && node.CatchAlls.Count == 0;
                    WriteConstrained(constrained, place.BehindConstrained(end) with { IsLastWay = isLastWay }, place);
                }

                if (node.Parameter is { } parameter)
                {
                    var behind = place.BehindParameter(end) with { IsLastWay = place.IsLastWay && node.CatchAlls.Count == 0 };
                    WriteSplit(parameter.Count, parameter.Path + "/...", behind, at => WriteNode(parameter, at, isReachedByLiteral: false));
                }
            }
        }

        _code.Line();
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
            using (_code.Block($"if ({_constraints.Condition(wanted[0]!, $"search.Captured({Number(place.Captures)})")})"))
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

    private void WriteCatchAlls(RouteNode node, Place place)
    {
        if (node.CatchAlls.Count > 0)
        {
            using (_code.Block(place.IsRoot ? "if (!path.IsEmpty)" : $"if (path.Length > {place.Position})"))
            {
                _code.Line($"search.CaptureRest({Number(place.Captures)}, {place.Plus(1).Position});");
                WriteLeaves(node.CatchAlls, place);
            }

            _code.Line();
        }
    }
}
