namespace Generator.Tests.Binding.Differential.Mvc;

/// <summary>A member of a body or a form, or a parameter of the query.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Type">Its type.</param>
/// <param name="Annotation">Its annotation in brackets, or nothing.</param>
/// <param name="Default">Its default value as a parameter, or nothing.</param>
internal sealed record MvcMember(string Name, string Type, string Annotation, string Default)
{
    public string Plain => Type.TrimEnd('?');

    public bool IsNullable => Type.EndsWith('?');

    public bool IsString => Plain == "string";

    public bool IsObject => Plain is "Inner" or "List<Inner>";

    public bool IsList => Plain is "List<int>" or "List<string>" or "int[]" or "string[]";

    public bool IsScalar => !IsObject && !IsList && !Plain.StartsWith("Dictionary", StringComparison.Ordinal);
}

internal enum MvcSource
{
    Body,
    Form,
    Query,
}

/// <param name="Number">The number that its action is named by.</param>
/// <param name="Source">The part of the request that has the members.</param>
/// <param name="Members">The members of the object, or the parameters.</param>
internal sealed record MvcShape(int Number, MvcSource Source, IReadOnlyList<MvcMember> Members)
{
    public string Path => $"{Source.ToString().ToLowerInvariant()}{Number}";
}

/// <param name="Shape">The action.</param>
/// <param name="Texts">The JSON of each member, or its pairs in the form or query; a member without an entry is missing.</param>
internal sealed record MvcRequest(MvcShape Shape, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>The body, or the text of the form or the query.</summary>
    public string Content => Shape.Source == MvcSource.Body
        ? $"{{{string.Join(",", Texts.Select(pair => $"\"{pair.Key.ToLowerInvariant()}\":{pair.Value}"))}}}"
        : string.Join("&", Texts.Values);

    public override string ToString() =>
        $"{Shape.Path}: {string.Join("; ", Shape.Members.Select(Write))} <- {Content}";

    private static string Write(MvcMember one) => $"{one.Annotation}{one.Type} {one.Name}{one.Default}";
}
