namespace Generator.Tests.Corpus;

/// <param name="Written">The type in C#, with its question mark.</param>
/// <param name="IsValue">True when it is a value type, also a nullable one.</param>
/// <param name="IsNullable">True when it has a question mark.</param>
internal sealed record CorpusType(string Written, bool IsValue, bool IsNullable = false)
{
    public CorpusType Nullable => IsNullable ? this : new(Written + "?", IsValue, IsNullable: true);

    public override string ToString() => Written;
}

/// <summary>A type that the program declares.</summary>
/// <param name="Reference">The full name, without type arguments.</param>
/// <param name="IsValue">True when it is a value type.</param>
/// <param name="Constraints">The constraint of each type parameter: empty, <c>class</c>, <c>struct</c>,
/// <c>notnull</c> or <c>new()</c>.</param>
internal sealed record DeclaredType(string Reference, bool IsValue, IReadOnlyList<string> Constraints)
{
    /// <summary>The names of members that a derived type must not hide.</summary>
    public HashSet<string> Members { get; init; } = new(StringComparer.Ordinal);

    public bool IsBase { get; init; }

    public bool IsAttribute { get; init; }
}
