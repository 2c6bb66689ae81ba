using System.Globalization;
using System.Text;
using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes a method that splits a segment with several parts: <see cref="ComplexSegment"/>, unrolled.</summary>
internal sealed class ComplexSegmentEmitter
{
    private readonly Dictionary<string, (string Name, RouteSegment Segment)> _used = new(StringComparer.Ordinal);

    /// <summary>Returns the name of the method for a segment. Segments that differ in parameter names only share one.</summary>
    public string Name(RouteSegment segment)
    {
        var key = Title(segment, parameter => parameter.IsOptional ? "{?}" : "{}");
        if (!_used.TryGetValue(key, out var found))
        {
            found = ("Split" + (_used.Count + 1).ToString(CultureInfo.InvariantCulture), segment);
            _used.Add(key, found);
        }

        return found.Name;
    }

    public void WriteMethods(CodeWriter code)
    {
        foreach (var (name, segment) in _used.Values)
        {
            code.Line().Line($"// {Comment(Title(segment, parameter => "{" + parameter.Name + (parameter.IsOptional ? "?}" : "}")))}");
            using (code.Block($"private static bool {name}(scoped ref RouteSearch search, int whole, int part)"))
            {
                code.Line("var text = search.Captured(whole);").Line("var start = search.StartOf(whole);");
                if (ComplexSegment.HasOptionalEnd(segment))
                {
                    WriteOptional(code, segment);
                }
                else
                {
                    new Unrolled(code, segment, segment.Parts.Count).Write();
                }
            }
        }
    }

    private static void WriteOptional(CodeWriter code, RouteSegment segment)
    {
        // First with the optional parameter; then without it, unless the text ends with the dot.
        using (code.Block("if (WithAll(ref search, text, start, part))"))
        {
            code.Line("return true;");
        }

        code.Line()
            .Line("return text[^1] != '.' && WithoutLast(ref search, text, start, part);")
            .Line();
        using (code.Block("static bool WithAll(scoped ref RouteSearch search, global::System.ReadOnlySpan<char> text, int start, int part)"))
        {
            new Unrolled(code, segment, segment.Parts.Count).Write();
        }

        code.Line();
        using (code.Block("static bool WithoutLast(scoped ref RouteSearch search, global::System.ReadOnlySpan<char> text, int start, int part)"))
        {
            new Unrolled(code, segment, segment.Parts.Count - 2).Write();
        }
    }

    private static string Title(RouteSegment segment, Func<RouteParameter, string> parameter)
    {
        var title = new StringBuilder();
        foreach (var part in segment.Parts)
        {
            title.Append(part.Literal is { } literal ? literal.Replace("{", "{{").Replace("}", "}}") : parameter(part.Parameter!));
        }

        return title.ToString();
    }

    /// <summary>Writes the match of the parts of a segment, from its end.</summary>
    private sealed class Unrolled(CodeWriter code, RouteSegment segment, int count)
    {
        private string _end = "text.Length";

        public void Write()
        {
            var pending = -1;
            var parameter = segment.Parts.Count(part => part.Parameter is not null);
            for (var i = segment.Parts.Count - 1; i >= 0; i--)
            {
                if (segment.Parts[i].Literal is { } literal)
                {
                    if (i < count)
                    {
                        WriteLiteral(literal, i, pending);
                        pending = -1;
                    }
                }
                else
                {
                    parameter--;
                    if (i < count)
                    {
                        pending = parameter;
                    }
                    else
                    {
                        code.Line($"search.CaptureNothing({Capture(parameter)});");
                    }
                }
            }

            WriteStart(pending);
        }

        private void WriteLiteral(string literal, int index, int pending)
        {
            var (at, text) = ($"at{Number(index)}", Literal(literal));
            var isLast = index == segment.Parts.Count - 1;
            if (pending < 0 && isLast)
            {
                code.Line($"var {at} = Text.EndsWith(text, {text}, Comparison.OrdinalIgnoreCase) ? text.Length - {Number(literal.Length)} : -1;");
            }
            else
            {
                code.Line(pending < 0
                    ? $"var {at} = Text.LastIndexOf(text[..{_end}], {text}, Comparison.OrdinalIgnoreCase);"
                    : $"var {at} = {_end} < 1 ? -1 : Text.LastIndexOf(text[..({_end} - 1)], {text}, Comparison.OrdinalIgnoreCase);");
            }

            using (code.Block($"if ({at} < 0)"))
            {
                code.Line("return false;");
            }

            code.Line();
            if (pending >= 0)
            {
                code.Line($"search.Capture({Capture(pending)}, start + {at} + {Number(literal.Length)}, start + {_end});");
            }

            _end = at;
        }

        private void WriteStart(int pending)
        {
            if (pending < 0)
            {
                code.Line($"return {_end} == 0;");
                return;
            }

            using (code.Block($"if ({_end} == 0)"))
            {
                code.Line("return false;");
            }

            code.Line().Line($"search.Capture({Capture(pending)}, start, start + {_end});").Line("return true;");
        }

        private static string Capture(int parameter) => parameter == 0 ? "part" : $"part + {Number(parameter)}";
    }
}
