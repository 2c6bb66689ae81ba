using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The value of a property of an attribute, as far as it is known at build time.</summary>
/// <param name="IsKnown">True when it is known at build time.</param>
/// <param name="Value">The value, when it is known: a constant, a type, or an array of them.</param>
internal readonly record struct AttributeValue(bool IsKnown, object? Value)
{
    /// <summary>Gets the reason why the value is not known, for a message.</summary>
    public string? Reason { get; private init; }

    /// <summary>Gets the texts of an array of texts; null for other values.</summary>
    public IReadOnlyList<string>? Texts =>
        Value is object?[] items && items.All(item => item is string) ? [.. items.Cast<string>()] : null;

    public static AttributeValue Known(object? value) => new(IsKnown: true, value);

    public static AttributeValue Unknown(string reason) => new() { Reason = reason };

    public static AttributeValue Of(TypedConstant constant) =>
        Known(constant is { Kind: TypedConstantKind.Array, IsNull: false } ? constant.Values.Select(ValueOf).ToArray() : ValueOf(constant));

    private static object? ValueOf(TypedConstant constant) => constant.Kind == TypedConstantKind.Array ? null : constant.Value;
}
