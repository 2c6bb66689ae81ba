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
            var title = Title(segment, parameter => "{" + parameter.Name + (parameter.IsOptional ? "?}" : "}"));
            Action body = ComplexSegment.HasOptionalEnd(segment)
                ? () => WriteOptional(code, segment)
                : new Unrolled(code, segment, segment.Parts.Count).Write;
            code.Write($$"""

                // {{Comment(title)}}
                private static bool {{name}}(scoped ref RouteSearch search, int whole, int part)
                {
                    global::System.ReadOnlySpan<char> text = search.Captured(whole);
                    int start = search.StartOf(whole);
                    {{body}}
                }
                """);
        }
    }

    /// <summary>
    /// Writes the match of a segment that ends with an optional parameter: first with it; then without it, unless the text ends with
    /// the dot.
    /// </summary>
    private static void WriteOptional(CodeWriter code, RouteSegment segment)
    {
        const string Parameters = "scoped ref RouteSearch search, global::System.ReadOnlySpan<char> text, int start, int part";
        code.Write($$"""
            if (WithAll(ref search, text, start, part))
            {
                return true;
            }

            return text[^1] != '.' && WithoutLast(ref search, text, start, part);

            static bool WithAll({{Parameters}})
            {
                {{new Unrolled(code, segment, segment.Parts.Count).Write}}
            }

            static bool WithoutLast({{Parameters}})
            {
                {{new Unrolled(code, segment, segment.Parts.Count - 2).Write}}
            }
            """);
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
            const string Comparison = "Comparison.OrdinalIgnoreCase";
            var (at, text, length) = ($"at{Number(index)}", Literal(literal), Number(literal.Length));
            var isLast = index == segment.Parts.Count - 1;
            var position =
                pending >= 0 ? $"{_end} < 1 ? -1 : Text.LastIndexOf(text[..({_end} - 1)], {text}, {Comparison})"
                : isLast ? $"Text.EndsWith(text, {text}, {Comparison}) ? text.Length - {length} : -1"
                : $"Text.LastIndexOf(text[..{_end}], {text}, {Comparison})";
            code.Write($$"""
                int {{at}} = {{position}};
                if ({{at}} < 0)
                {
                    return false;
                }

                {{(pending < 0 ? null : $"search.Capture({Capture(pending)}, start + {at} + {length}, start + {_end});")}}
                """);
            _end = at;
        }

        private void WriteStart(int pending)
        {
            if (pending < 0)
            {
                code.Line($"return {_end} == 0;");
                return;
            }

            code.Write($$"""
                if ({{_end}} == 0)
                {
                    return false;
                }

                search.Capture({{Capture(pending)}}, start, start + {{_end}});
                return true;
                """);
        }

        private static string Capture(int parameter) => parameter == 0 ? "part" : $"part + {Number(parameter)}";
    }
}
