using System.Runtime.CompilerServices;
using System.Text;

namespace Graceful.Generators.Emitting;

/// <summary>
/// The template of <see cref="CodeWriter.Write"/>: an interpolated raw string literal. A hole for text may be anywhere. A hole for a
/// method is alone on its line, and what the method writes is indented as the hole is. A line with nothing but empty holes is omitted.
/// </summary>
[InterpolatedStringHandler]
internal sealed class CodeTemplate
{
    private readonly CodeWriter _writer;
    private readonly StringBuilder _line = new();
    private bool _hasHole;

    public CodeTemplate(int literalLength, int formattedCount, CodeWriter writer)
    {
        _ = (literalLength, formattedCount);
        _writer = writer;
    }

    public void AppendLiteral(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                EndLine();
            }

            _line.Append(lines[i]);
        }
    }

    public void AppendFormatted(string? text)
    {
        _hasHole = true;
        _line.Append(text);
    }

    public void AppendFormatted(Action write)
    {
        _hasHole = true;
        using (_writer.Indent(_line.Length))
        {
            write();
        }
    }

    public void EndLine()
    {
        var line = _line.ToString();
        var text = line.TrimStart(' ');
        if (text.Length > 0 || !_hasHole)
        {
            using (_writer.Indent(line.Length - text.Length))
            {
                _writer.Line(text);
            }
        }

        _line.Clear();
        _hasHole = false;
    }
}
