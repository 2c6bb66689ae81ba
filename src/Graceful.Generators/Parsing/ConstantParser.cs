using System.Globalization;
using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reads the constants that an attribute or the default value of a parameter can have.</summary>
internal static class ConstantParser
{
    public static ConstantModel Parse(TypedConstant constant) => constant switch
    {
        { IsNull: true } => new NullConstant(TypeNames.Of(constant.Type!)),
        { Kind: TypedConstantKind.Array } => new ArrayConstant(
            TypeNames.Of(((IArrayTypeSymbol)constant.Type!).ElementType), constant.Values.Select(Parse).ToEquatableArray()),
        { Kind: TypedConstantKind.Type } => new TypeConstant(TypeNames.Of((ITypeSymbol)constant.Value!)),
        { Kind: TypedConstantKind.Enum } => new EnumConstant(TypeNames.Of(constant.Type!), Primitive(constant.Value!), Member: null),
        _ => Primitive(constant.Value!),
    };

    public static AttributeModel Parse(AttributeData attribute, INamedTypeSymbol type)
    {
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        return new AttributeModel(
            TypeNames.Of(type),
            attribute.ConstructorArguments.Select((argument, i) =>
                i < parameters.Length && parameters[i].Type.SpecialType == SpecialType.System_Object && !argument.IsNull
                    ? new ObjectConstant(Parse(argument))
                    : Parse(argument)).ToEquatableArray(),
            attribute.NamedArguments.Select(argument => new AttributePropertyModel(argument.Key, Parse(argument.Value)))
                .ToEquatableArray());
    }

    /// <returns>The default value of a parameter; null when that is null.</returns>
    public static ConstantModel? Default(
        IParameterSymbol parameter, ITypeSymbol type, bool isNullable) => parameter.ExplicitDefaultValue switch
    {
        null => isNullable ? null : new DefaultConstant(TypeNames.Of(type), type.IsReferenceType),
        { } value when type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named =>
            new EnumConstant(TypeNames.Of(type), Primitive(value), MemberOf(value, named)),
        DateTime date => new DateConstant(TypeNames.Of(type), date.Ticks),
        { } value => Primitive(value),
    };

    public static PrimitiveConstant Primitive(object value) => value switch
    {
        string text => new("string", text),
        char character => new("char", character.ToString()),
        bool flag => new("bool", flag ? "true" : "false"),
        float number => new("float", number.ToString("R", CultureInfo.InvariantCulture)),
        double number => new("double", number.ToString("R", CultureInfo.InvariantCulture)),
        int number => new("int", number.ToString(CultureInfo.InvariantCulture)),
        uint number => new("uint", number.ToString(CultureInfo.InvariantCulture)),
        long number => new("long", number.ToString(CultureInfo.InvariantCulture)),
        ulong number => new("ulong", number.ToString(CultureInfo.InvariantCulture)),
        byte number => new("byte", number.ToString(CultureInfo.InvariantCulture)),
        sbyte number => new("sbyte", number.ToString(CultureInfo.InvariantCulture)),
        short number => new("short", number.ToString(CultureInfo.InvariantCulture)),
        ushort number => new("ushort", number.ToString(CultureInfo.InvariantCulture)),
        decimal number => new("decimal", number.ToString(CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"A value of type {value.GetType()} cannot be a constant."),
    };

    private static string? MemberOf(object value, INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(field => field.HasConstantValue && !field.IsObsoleteAsError() && field.ConstantValue!.Equals(value))?.Name;
}
