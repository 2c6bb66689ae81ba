using System.Runtime.CompilerServices;
using System.Text;

namespace Graceful.Generators.Emitting;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _spaces;

    /// <summary>A pending blank line: written before the next line unless that line is a closing brace.</summary>
    private bool _isBlankOwed;

    /// <summary>True after a return statement: further statements would be unreachable.</summary>
    public bool IsAfterReturn { get; private set; }

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
        IsAfterReturn = line.StartsWith("return ", StringComparison.Ordinal);
        _text.Append(' ', _spaces).Append(line);
        EndLine();
        return this;
    }

    /// <summary>Writes the lines of a template, each indented further by the present indentation.</summary>
    public CodeWriter Write([InterpolatedStringHandlerArgument("")] CodeTemplate template)
    {
        template.EndLine();
        return this;
    }

    /// <summary>Writes a line for each item: with a comma after it, and with <paramref name="end"/> after the last.</summary>
    public CodeWriter List(IEnumerable<string> items, string end)
    {
        string? previous = null;
        foreach (var item in items)
        {
            if (previous is not null)
            {
                Line(previous + ",");
            }

            previous = item;
        }

        return Line(previous + end);
    }

    // Always LF: generated code must not depend on the machine.
    private void EndLine() => _text.Append('\n');

    /// <summary>Writes a line and an opening brace, and the closing brace at the end of the scope.</summary>
    public Scope Block(string line)
    {
        Line(line).Line("{");
        return Indent("}", 4);
    }

    /// <summary>Indents until the end of the scope, without braces.</summary>
    public Scope Indent(int spaces = 4) => Indent(closing: null, spaces);

    public override string ToString() => _text.ToString();

    private Scope Indent(string? closing, int spaces)
    {
        _spaces += spaces;
        return new Scope(this, closing, spaces);
    }

    public readonly struct Scope(CodeWriter writer, string? closing, int spaces) : IDisposable
    {
        public void Dispose()
        {
            writer._spaces -= spaces;
            if (closing is not null)
            {
                writer.Line(closing);
            }
        }
    }
}
