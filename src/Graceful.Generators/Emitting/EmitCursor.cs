using System.Collections.Immutable;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Where in a path the emitted code stands: behind a segment, at the slash that begins the next or at the end.</summary>
/// <param name="Variable">The variable from which the position is counted; null for the start of the path.</param>
/// <param name="Offset">How far from there.</param>
/// <param name="Depth">How many segments are before it.</param>
/// <param name="Captures">How many captures have been left.</param>
/// <param name="Way">Tells the variables of one way apart from those of another through segments of the same depth.</param>
/// <param name="Checked">The segments whose constraints have been found satisfied.</param>
internal sealed record EmitCursor(string? Variable, int Offset, int Depth, int Captures, string Way, ImmutableHashSet<int> Checked)
{
    public static readonly EmitCursor Root = new(null, 0, 0, 0, string.Empty, ImmutableHashSet<int>.Empty);

    /// <summary>Whether nothing else is to be tried where what stands here leads nowhere.</summary>
    public bool IsLastWay { get; init; }

    public bool IsRoot => IsConstant && Offset == 0;

    public bool IsConstant => Variable is null;

    public string Position => (Variable, Offset) switch
    {
        (null, var offset) => Number(offset),
        (var variable, 0) => variable,
        (var variable, var offset) => $"{variable} + {Number(offset)}",
    };

    /// <summary>Returns a variable that belongs to this position.</summary>
    public string Name(string name) => name + Number(Depth) + Way;

    public EmitCursor Plus(int characters) => this with { Offset = Offset + characters };

    /// <summary>Behind literal segments.</summary>
    public EmitCursor Behind(int characters, int segments) => this with { Offset = Offset + characters, Depth = Depth + segments };

    /// <summary>Behind a segment of which only the code that runs knows where it ends.</summary>
    public EmitCursor BehindParameter(string end) => this with { Variable = end, Offset = 0, Depth = Depth + 1, Captures = Captures + 1 };

    /// <summary>The same, where other routes may have another kind of parameter.</summary>
    public EmitCursor BehindConstrained(string end) => BehindParameter(end) with { Way = Way + "c" };

    public EmitCursor WithChecked(int segment) => this with { Checked = Checked.Add(segment) };

    /// <summary>The same position in a method that takes the position as a parameter.</summary>
    public EmitCursor AsParameter() => IsConstant ? this : this with { Variable = "position", Offset = 0 };
}
