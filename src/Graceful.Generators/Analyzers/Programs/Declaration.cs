namespace Graceful.Generators.Analyzers.Programs;

/// <summary>A declaration that code in other files can refer to.</summary>
/// <param name="Names">The names by which other files can refer to it.</param>
/// <param name="Text">The part of its text that can change the meaning of other files.</param>
/// <param name="Mentions">The identifiers in a constant: its value depends on their meaning.</param>
internal sealed record Declaration(IReadOnlyList<string> Names, string Text, IReadOnlyCollection<string>? Mentions = null)
{
    /// <summary>The name of a declaration that affects every file, such as a global using.</summary>
    public const string Everywhere = "*";
}

/// <summary>A type with attributes.</summary>
/// <param name="MetadataName">The metadata name.</param>
/// <param name="Position">The start of the declaration.</param>
/// <param name="Attributes">The simple names of its attributes, as written.</param>
internal sealed record AttributedType(string MetadataName, int Position, IReadOnlyCollection<string> Attributes);
