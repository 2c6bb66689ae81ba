namespace Generator.Tests.Mvc.Seeded;

/// <summary>A type of a parameter or a member, as it is written in C#, without its question mark.</summary>
internal abstract record SeededType(string Written)
{
    public virtual bool IsValue => false;
}

/// <summary>A type whose value is one text.</summary>
/// <param name="Written">The type in C#.</param>
/// <param name="Kind">The uses that it allows.</param>
/// <param name="Literal">A default value in C#; null for a type that has no constants.</param>
/// <param name="Texts">Texts of valid values.</param>
internal sealed record SimpleType(string Written, SimpleKind Kind, string? Literal, params string[] Texts) : SeededType(Written)
{
    public override bool IsValue => Kind is SimpleKind.Number or SimpleKind.Boolean or SimpleKind.Value or SimpleKind.Enum;

    public bool IsText => Written == "string";

    /// <summary>Returns a value in JSON.</summary>
    public string Json(string text) => Kind switch
    {
        SimpleKind.Number => text,
        SimpleKind.Boolean => text.ToLowerInvariant(),
        SimpleKind.Enum => int.TryParse(text, out _) ? text : "1",
        _ => $"\"{text}\"",
    };
}

internal enum SimpleKind
{
    Text,
    Number,
    Boolean,
    Value,
    Enum,
    Object,
}

/// <summary>A collection.</summary>
/// <param name="Format">The type in C#, with <c>{0}</c> for the type of an item.</param>
/// <param name="Item">The type of an item.</param>
/// <param name="ItemMark">The question mark of an item, or nothing.</param>
internal sealed record ListType(string Format, SeededType Item, string ItemMark)
    : SeededType(Format.Replace("{0}", Item.Written + ItemMark, StringComparison.Ordinal))
{
    public bool IsSet => Format.StartsWith("HashSet", StringComparison.Ordinal);
}

/// <summary>A dictionary.</summary>
internal sealed record MapType(string Name, SimpleType Key, SeededType Value)
    : SeededType($"{Name}<{Key.Written}, {Value.Written}>");

/// <summary>A class or record that the program declares.</summary>
internal sealed record ModelType(string Name, IReadOnlyList<SeededMember> Members) : SeededType(Name);

/// <summary>A property of a model.</summary>
/// <param name="Name">The name in C#.</param>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">True when the type has a question mark.</param>
/// <param name="BoundName">The name in queries and forms.</param>
internal sealed record SeededMember(string Name, SeededType Type, bool IsNullable, string BoundName)
{
    /// <summary>The attributes, the accessors and the like, in C#.</summary>
    public string Attributes { get; init; } = string.Empty;

    /// <summary>The name in JSON.</summary>
    public string JsonName { get; init; } = char.ToLowerInvariant(Name[0]) + Name[1..];

    public string Declared => Type.Written + (IsNullable ? "?" : string.Empty);
}
