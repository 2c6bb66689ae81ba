using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The value of a property of an attribute, as far as it is known at build time.</summary>
/// <param name="IsKnown">True when it is known at build time.</param>
/// <param name="Value">The value, when it is known.</param>
internal readonly record struct AttributeValue(bool IsKnown, object? Value)
{
    public static AttributeValue Unknown => default;

    public static AttributeValue Known(object? value) => new(IsKnown: true, value);

    public static AttributeValue Of(TypedConstant constant) => constant.Kind == TypedConstantKind.Array ? Unknown : Known(constant.Value);
}
