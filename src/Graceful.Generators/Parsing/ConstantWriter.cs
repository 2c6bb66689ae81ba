using System.Globalization;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Parsing;

/// <summary>Writes the constants that can stand in an attribute, or as the default of a parameter, as C# expressions of exactly their type.</summary>
internal static class ConstantWriter
{
    public static string Write(TypedConstant constant) => constant switch
    {
        // The cast chooses the overload, and the mark of silence is right wherever the constructor's author allows null or not.
        { IsNull: true } => $"({TypeNames.Of(constant.Type!)})null!",
        { Kind: TypedConstantKind.Array } => WriteArray(constant),
        { Kind: TypedConstantKind.Type } => $"typeof({TypeNames.Of((ITypeSymbol)constant.Value!)})",
        { Kind: TypedConstantKind.Enum } => $"({TypeNames.Of(constant.Type!)})({Primitive(constant.Value!)})",
        _ => Primitive(constant.Value!),
    };

    private static string WriteArray(TypedConstant constant)
    {
        var element = TypeNames.Of(((IArrayTypeSymbol)constant.Type!).ElementType);
        return constant.Values.IsEmpty
            ? $"global::System.Array.Empty<{element}>()"
            : $"new {element}[] {{ {string.Join(", ", constant.Values.Select(Write))} }}";
    }

    public static string Primitive(object value) => value switch
    {
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        bool flag => flag ? "true" : "false",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        int number => number.ToString(CultureInfo.InvariantCulture),
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        byte number => $"(byte){number.ToString(CultureInfo.InvariantCulture)}",
        sbyte number => $"(sbyte)({number.ToString(CultureInfo.InvariantCulture)})",
        short number => $"(short)({number.ToString(CultureInfo.InvariantCulture)})",
        ushort number => $"(ushort){number.ToString(CultureInfo.InvariantCulture)}",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        _ => throw new InvalidOperationException($"A constant of type {value.GetType()} cannot stand in an attribute."),
    };
}
