using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A constant: an argument of an attribute, or the default value of a parameter.</summary>
/// <param name="Type">Its type: a keyword of C#, or the full name from <c>global::</c>.</param>
internal abstract record ConstantModel(string Type);

/// <summary>A string, a character, a boolean or a number.</summary>
/// <param name="Text">The value in the invariant culture.</param>
internal sealed record PrimitiveConstant(string Type, string Text) : ConstantModel(Type);

/// <summary>A date, the value of <c>[DateTimeConstant]</c>.</summary>
/// <param name="Ticks">Its ticks.</param>
internal sealed record DateConstant(string Type, long Ticks) : ConstantModel(Type);

internal sealed record NullConstant(string Type) : ConstantModel(Type);

/// <summary>The default value of a type.</summary>
/// <param name="IsReference">True when that is null, for a parameter that is not nullable.</param>
internal sealed record DefaultConstant(string Type, bool IsReference = false) : ConstantModel(Type);

/// <summary>A value of an enum.</summary>
/// <param name="Value">The number.</param>
/// <param name="Member">The name of the member with that number; null when there is none, or when the number is preferred.</param>
internal sealed record EnumConstant(string Type, PrimitiveConstant Value, string? Member) : ConstantModel(Type);

/// <summary><c>typeof</c> of the type.</summary>
internal sealed record TypeConstant(string Type) : ConstantModel(Type);

/// <param name="ElementType">The type of the elements.</param>
/// <param name="Items">The elements.</param>
internal sealed record ArrayConstant(string ElementType, EquatableArray<ConstantModel> Items) : ConstantModel(ElementType + "[]");

/// <summary>A constant that is passed as <c>object</c>, which decides between overloads.</summary>
/// <param name="Value">The constant.</param>
internal sealed record ObjectConstant(ConstantModel Value) : ConstantModel("object");

/// <summary>An attribute as written.</summary>
/// <param name="Type">Its class, from <c>global::</c>.</param>
/// <param name="Arguments">The arguments of its constructor.</param>
/// <param name="Properties">The properties and fields that are set.</param>
internal sealed record AttributeModel(
    string Type, EquatableArray<ConstantModel> Arguments, EquatableArray<AttributePropertyModel> Properties)
{
    /// <summary>Gets a value indicating whether a base class or an overridden method has the attribute.</summary>
    public bool IsInherited { get; init; }
}

internal sealed record AttributePropertyModel(string Name, ConstantModel Value);
