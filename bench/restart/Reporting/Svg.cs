using System.Globalization;
using System.Security;
using System.Text;

namespace Restart.Bench.Reporting;

/// <summary>Writes the SVG elements that a chart needs.</summary>
internal sealed class Svg(int width, int height)
{
    private readonly StringBuilder _elements = new();

    internal void Line(double x1, double y1, double x2, double y2, string style)
        => _elements.AppendLine(Invariant($"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" class="{style}"/>"""));

    internal void Text(double x, double y, string text, string style)
        => _elements.AppendLine(Invariant($"""<text x="{x:0.#}" y="{y:0.#}" class="{style}">{SecurityElement.Escape(text)}</text>"""));

    internal void Rectangle(double x, double y, double w, double h, string style)
        => _elements.AppendLine(Invariant($"""<rect x="{x:0.#}" y="{y:0.#}" width="{w:0.#}" height="{h:0.#}" class="{style}"/>"""));

    /// <summary>A line through the points; where one is missing (null) the line is interrupted.</summary>
    internal void Path(IEnumerable<(double X, double Y)?> points, string style)
    {
        var path = new StringBuilder();
        bool isInterrupted = true;
        foreach ((double X, double Y)? point in points)
        {
            if (point is (double x, double y))
            {
                // The short horizontal line makes a point without neighbours visible.
                path.Append(isInterrupted ? Invariant($"M{x:0.#} {y:0.#}h.5") : Invariant($"L{x:0.#} {y:0.#}"));
            }

            isInterrupted = point is null;
        }

        _elements.AppendLine($"""<path d="{path}" class="{style}"/>""");
    }

    public override string ToString() => $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" width="{{width}}" height="{{height}}" role="img">
        <style>
        text { font: 12px system-ui, sans-serif; fill: #333 }
        .title { font-size: 15px; font-weight: 600 }
        .note { fill: #666 }
        .right { text-anchor: end }
        .middle { text-anchor: middle }
        .paper { fill: #fff }
        .restart { fill: #eef3fb }
        .begin { stroke: #4a76c4; stroke-width: 1; stroke-dasharray: 3 3 }
        .grid { stroke: #e4e4e4; stroke-width: 1 }
        .axis { stroke: #888; stroke-width: 1 }
        .p50 { fill: none; stroke: #1b7f4d; stroke-width: 1.4 }
        .p99 { fill: none; stroke: #d98a00; stroke-width: 1.2 }
        .max { fill: none; stroke: #b9b9b9; stroke-width: 1 }
        .failed { stroke: #c81e1e; stroke-width: 1.2 }
        .key { stroke-width: 3 }
        </style>
        <rect width="{{width}}" height="{{height}}" class="paper"/>
        {{_elements}}</svg>

        """;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
