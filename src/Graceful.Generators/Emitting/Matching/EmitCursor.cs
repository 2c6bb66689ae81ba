using System.Collections.Immutable;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The position of the emitted code in a path: after a segment, at the next slash or at the end.</summary>
/// <param name="Variable">The variable from which the position is counted; null for the start of the path.</param>
/// <param name="Offset">The distance from the variable.</param>
/// <param name="Depth">The number of segments before it.</param>
/// <param name="Captures">The number of captures so far.</param>
/// <param name="Branch">A suffix that distinguishes variables of different branches at the same depth.</param>
/// <param name="Checked">The segments whose constraints have been checked.</param>
internal sealed record EmitCursor(string? Variable, int Offset, int Depth, int Captures, string Branch, ImmutableHashSet<int> Checked)
{
    /// <summary>Gets the start of a path, in a method of its own.</summary>
    public static EmitCursor Root => new(null, 0, 0, 0, string.Empty, ImmutableHashSet<int>.Empty);

    /// <summary>The method that the code is written into.</summary>
    public MethodBudget Method { get; private init; } = new();

    /// <summary>True when the leaves from here on have been counted.</summary>
    public bool IsCounted { get; init; }

    /// <summary>True when no other alternative can match: a failure here is the result.</summary>
    public bool IsLastAlternative { get; init; }

    public bool IsRoot => IsConstant && Offset == 0;

    public bool IsConstant => Variable is null;

    public string Position => (Variable, Offset) switch
    {
        (null, var offset) => Number(offset),
        (var variable, 0) => variable,
        (var variable, var offset) => $"{variable} + {Number(offset)}",
    };

    /// <summary>Returns a variable that belongs to this position.</summary>
    public string Name(string name) => name + Number(Depth) + Branch;

    public EmitCursor Plus(int characters) => this with { Offset = Offset + characters };

    /// <summary>Returns the position after literal segments.</summary>
    public EmitCursor After(int characters, int segments) => this with { Offset = Offset + characters, Depth = Depth + segments };

    /// <summary>Returns the position after a parameter, whose end is known at run time only.</summary>
    public EmitCursor AfterParameter(string end) => this with { Variable = end, Offset = 0, Depth = Depth + 1, Captures = Captures + 1 };

    /// <summary>Returns the position after a constrained parameter, where other routes may have another kind of parameter.</summary>
    public EmitCursor AfterConstrained(string end) => AfterParameter(end) with { Branch = Branch + "c" };

    public EmitCursor WithChecked(int segment) => this with { Checked = Checked.Add(segment) };

    /// <summary>Returns the same position in a new method, which takes it as a parameter unless it is constant.</summary>
    public EmitCursor InNewMethod()
    {
        var cursor = this with { Method = new MethodBudget(), IsCounted = false };
        return IsConstant ? cursor : cursor with { Variable = "position", Offset = 0 };
    }

    /// <summary>Counts leaves of this method, unless they are part of a larger count.</summary>
    public void Count(int leaves)
    {
        if (!IsCounted)
        {
            Method.Take(leaves);
        }
    }
}
