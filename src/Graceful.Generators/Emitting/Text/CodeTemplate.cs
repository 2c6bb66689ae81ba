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
        var start = 0;
        for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', start))
        {
            _line.Append(text, start, end - start);
            EndLine();
            start = end + 1;
        }

        _line.Append(text, start, text.Length - start);
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
        var spaces = 0;
        while (spaces < _line.Length && _line[spaces] == ' ')
        {
            spaces++;
        }

        if (spaces < _line.Length || !_hasHole)
        {
            using (_writer.Indent(spaces))
            {
                _writer.Line(_line.ToString(spaces, _line.Length - spaces));
            }
        }

        _line.Clear();
        _hasHole = false;
    }
}
