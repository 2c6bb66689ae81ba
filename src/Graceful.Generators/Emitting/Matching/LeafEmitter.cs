using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the match of routes at a leaf: the remaining constraints, then the verbs.</summary>
internal sealed class LeafEmitter(CodeWriter code, ConstraintEmitter constraints)
{
    private readonly ComplexSegmentEmitter _complex = new();

    public void WriteComplexSegments() => _complex.WriteMethods(code);

    /// <summary>
    /// Writes the routes in the order of precedence. Those after a route that matches everything are unreachable, and omitted.
    /// </summary>
    public void Write(IReadOnlyList<RouteLeaf> leaves, EmitCursor cursor)
    {
        for (var i = 0; i < leaves.Count; i++)
        {
            var leaf = leaves[i];
            code.Line($"// {Comment(leaf.Route.Title)}");
            var conditions = Conditions(leaf, cursor).ToArray();
            if (conditions.Length == 0 && cursor.IsLastAlternative && i == leaves.Count - 1 && !LeavesCapturesOut(leaf) &&
                leaf.Route.Verbs != RouteVerbs.None)
            {
                code.Line($"return {Accepts(leaf)} ? {leaf.Route.Route} : null;");
                return;
            }

            // The verb comes last: a refused verb counts only when everything else matches.
            if (leaf.Route.Verbs != RouteVerbs.None)
            {
                conditions = [.. conditions, Accepts(leaf)];
            }

            if (conditions.Length == 0)
            {
                WriteReturn(leaf);
                return;
            }

            using (code.Block($"if ({string.Join(" && ", conditions)})"))
            {
                WriteReturn(leaf);
            }

            code.Line();
        }
    }

    private static string Accepts(RouteLeaf leaf) =>
        $"search.Accepts({string.Join(" | ", leaf.Route.Verbs.Each().Select(verb => "RouteVerbs." + verb))})";

    /// <summary>True when the path is shorter than the route, whose last segments are optional.</summary>
    private static bool LeavesCapturesOut(RouteLeaf leaf) => leaf.Present < leaf.Route.Pattern.Segments.Count;

    private void WriteReturn(RouteLeaf leaf)
    {
        var segments = leaf.Route.Pattern.Segments;
        for (var i = leaf.Present; i < segments.Count; i++)
        {
            code.Line($"search.CaptureNothing({Number(RouteCaptures.OfSegment(leaf.Route.Pattern, i))});");
        }

        code.Line($"return {leaf.Route.Route};");
    }

    /// <summary>Returns the remaining conditions on the host and on segments with parameters.</summary>
    public IEnumerable<string> Conditions(RouteLeaf leaf, EmitCursor cursor)
    {
        if (leaf.Route.Hosts is not null)
        {
            yield return $"search.IsForHostOf({leaf.Route.Route})";
        }

        var pattern = leaf.Route.Pattern;
        for (var i = 0; i < pattern.Segments.Count; i++)
        {
            var segment = pattern.Segments[i];
            if (segment.IsComplex)
            {
                var parts = RouteCaptures.OfParts(pattern, i);
                yield return $"{_complex.Name(segment)}(ref search, {Number(RouteCaptures.OfSegment(pattern, i))}, {Number(parts)})";
                foreach (var part in segment.Parts.Where(part => part.Parameter is not null))
                {
                    var value = $"search.Captured({Number(parts++)})";
                    if (part.Parameter!.Constraints.Count > 0)
                    {
                        var condition = constraints.Condition(part.Parameter, value);
                        yield return part.Parameter.IsOptional ? $"({value}.IsEmpty || ({condition}))" : condition;
                    }
                }
            }
            else if (segment.Parameter is { Constraints.Count: > 0 } parameter && !cursor.Checked.Contains(i))
            {
                if (i < leaf.Present)
                {
                    yield return constraints.Condition(parameter, $"search.Captured({Number(RouteCaptures.OfSegment(pattern, i))})");
                }
                else if (parameter.Default is { } value)
                {
                    yield return constraints.Condition(parameter, Literal(value));
                }
            }
        }
    }
}
