using System.Text;

namespace Graceful.Generators.Emitting;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>A blank line, once something is written that it parts from what is before: no brace that only closes.</summary>
    private bool _isBlankOwed;

    /// <summary>Whether what would be written now could never be reached, which the compiler warns of.</summary>
    public bool IsBehindReturn { get; private set; }

    public CodeWriter Line(string line = "")
    {
        if (line.Length == 0)
        {
            _isBlankOwed = true;
            return this;
        }

        if (_isBlankOwed && line[0] != '}')
        {
            EndLine();
        }

        _isBlankOwed = false;
        IsBehindReturn = line.StartsWith("return ", StringComparison.Ordinal);
        _text.Append(' ', _depth * 4).Append(line);
        EndLine();
        return this;
    }

    /// <summary>Writes several lines of a raw string literal, each indented further by the current depth.</summary>
    public CodeWriter Lines(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            Line(line);
        }

        return this;
    }

    // Always LF: what is generated must not depend on the machine.
    private void EndLine() => _text.Append('\n');

    /// <summary>A line, and an open brace until the end of the scope.</summary>
    public Scope Block(string line, string closing = "}", string opening = "{")
    {
        Line(line).Line(opening);
        _depth++;
        return new Scope(this, closing);
    }

    /// <summary>Deeper, without braces.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, closing: null);
    }

    public override string ToString() => _text.ToString();

    public readonly struct Scope(CodeWriter writer, string? closing) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (closing is not null)
            {
                writer.Line(closing);
            }
        }
    }
}
