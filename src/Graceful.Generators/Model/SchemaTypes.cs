namespace Graceful.Generators.Model;

/// <summary>
/// The types that OpenAPI describes by a schema of their own: numbers, dates and the like. Any other type that is read from one text is
/// described as a string.
/// </summary>
internal static class SchemaTypes
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "string", "bool", "char", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "nint", "nuint", "float", "double",
        "decimal", "byte[]", "global::System.DateTime", "global::System.DateTimeOffset", "global::System.DateOnly",
        "global::System.TimeOnly", "global::System.TimeSpan", "global::System.Guid", "global::System.Uri",
    };

    /// <param name="type">The name of the type in generated code, not nullable. Enumerations have a schema too, and are not here.</param>
    public static bool Contains(string type) => Names.Contains(type);
}
