namespace Graceful.Generators.Analyzers.Programs;

/// <summary>Something declared in one file that what is written in another may mean.</summary>
/// <param name="Names">The words by which others may mean it.</param>
/// <param name="Text">All of it that makes a difference to them.</param>
/// <param name="Mentions">The words in it, when it is a constant: its value depends on what they mean.</param>
internal sealed record Declaration(IReadOnlyList<string> Names, string Text, IReadOnlyCollection<string>? Mentions = null)
{
    /// <summary>The name of what every file may depend on without mentioning it: a global using.</summary>
    public const string Everywhere = "*";
}

/// <summary>A type with attributes.</summary>
/// <param name="MetadataName">Its name, as a compilation finds it.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Attributes">The simple names of its attributes, as written.</param>
internal sealed record AttributedType(string MetadataName, int Position, IReadOnlyCollection<string> Attributes);
