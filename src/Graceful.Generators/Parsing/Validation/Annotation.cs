using System.Globalization;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>An annotation and the symbol that it is applied to.</summary>
internal sealed class Annotation
{
    /// <param name="data">The attribute.</param>
    /// <param name="type">The type of the symbol.</param>
    /// <param name="target">The symbol that it is applied to.</param>
    /// <param name="owner">The type that has the property; null for an argument.</param>
    public Annotation(AttributeData data, ITypeSymbol type, ISymbol target, INamedTypeSymbol? owner)
    {
        (Data, Class, DeclaredType, Target, Owner) = (data, data.AttributeClass!, type, target, owner);
        IsNullableValue = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        Type = IsNullableValue ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        Name = AttributeNames.Simple(Class.Name);
    }

    public AttributeData Data { get; }

    public INamedTypeSymbol Class { get; }

    public string Name { get; }

    public ITypeSymbol DeclaredType { get; }

    /// <summary>The type, which is not a nullable value type.</summary>
    public ITypeSymbol Type { get; }

    public bool IsNullableValue { get; }

    public ISymbol Target { get; }

    public INamedTypeSymbol? Owner { get; }

    public bool IsText => Type.SpecialType == SpecialType.System_String;

    public bool IsObject => Type.SpecialType == SpecialType.System_Object;

    public T? Argument<T>(int index) =>
        index < Data.ConstructorArguments.Length ? Value<T>(Data.ConstructorArguments[index]) : default;

    public T? Named<T>(string name) =>
        Value<T>(Data.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value);

    public bool Has(string name) => Data.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>The annotation as written.</summary>
    public AttributeModel Attribute => ConstantParser.Parse(Data, Class);

    private static T? Value<T>(TypedConstant constant) =>
        constant is { Kind: not TypedConstantKind.Array, Value: T value } ? value : default;

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
