using System.Text;

namespace Graceful.Generators.Emitting;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>A pending blank line: written before the next line unless that line is a closing brace.</summary>
    private bool _isBlankOwed;

    /// <summary>True after a return statement: further statements would be unreachable.</summary>
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

    // Always LF: generated code must not depend on the machine.
    private void EndLine() => _text.Append('\n');

    /// <summary>Writes a line and an opening brace, and the closing brace at the end of the scope.</summary>
    public Scope Block(string line, string closing = "}", string opening = "{")
    {
        Line(line).Line(opening);
        _depth++;
        return new Scope(this, closing);
    }

    /// <summary>Indents until the end of the scope, without braces.</summary>
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
