namespace Generator.Tests.Mvc.Seeded;

/// <summary>The source of the value of a parameter.</summary>
internal enum SeededSource
{
    /// <summary>Route, query or form, without an attribute.</summary>
    Anywhere,
    Route,
    Query,
    Header,
    Form,
    Body,
    File,
    Files,

    /// <summary>A service or a token: nothing of the request.</summary>
    None,
}

/// <summary>A parameter of an action.</summary>
/// <param name="Name">The name in C#.</param>
/// <param name="BoundName">The name in the request.</param>
/// <param name="Type">The type.</param>
/// <param name="Source">Where the value is.</param>
/// <param name="Declaration">The parameter in C#.</param>
internal sealed record SeededParameter(string Name, string BoundName, SeededType Type, SeededSource Source, string Declaration)
{
    /// <summary>True when the name of the parameter may be omitted as the prefix of the names of its members.</summary>
    public bool IsPrefixOptional { get; init; } = true;

    public bool HasDefault { get; init; }
}

/// <summary>An action, and what a request needs to know of it.</summary>
/// <param name="Verb">The method.</param>
/// <param name="Path">The path, with <c>{name}</c> for the parameters of the route.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record SeededAction(string Verb, string Path, IReadOnlyList<SeededParameter> Parameters);
