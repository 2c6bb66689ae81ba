namespace Generator.Tests.Corpus;

/// <summary>The choices that hold for a whole program.</summary>
/// <param name="Access">The accessibility of its types: <c>public</c>, <c>internal</c>, or <c>file</c>,
/// which generated code cannot reach.</param>
/// <param name="Namespaces">Its namespaces; the empty one is the global namespace.</param>
/// <param name="HasFieldKeyword">True when its C# has the keyword <c>field</c>.</param>
internal sealed record ProgramShape(string Access, IReadOnlyList<string> Namespaces, bool HasFieldKeyword)
{
    /// <summary>The names of its types, in all of its namespaces.</summary>
    public HashSet<string> Taken { get; } = new(StringComparer.Ordinal);

    public bool IsFile => Access == "file";
}
