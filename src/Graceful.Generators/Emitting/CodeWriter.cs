using System.Text;

namespace Graceful.Generators.Emitting;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(line);
        }

        // Always LF: what is generated must not depend on the machine.
        _text.Append('\n');
        return this;
    }

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
