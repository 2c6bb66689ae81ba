using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes constants and attributes as C# expressions of exactly their type.</summary>
internal static class ConstantEmitter
{
    public static string Expression(ConstantModel constant) => constant switch
    {
        PrimitiveConstant primitive => Primitive(primitive),

        // The cast chooses the overload. The null-forgiving operator fits constructors that allow null and those that do not.
        NullConstant => $"({constant.Type})null!",
        DefaultConstant { IsReference: true } => $"default({constant.Type})!",
        DefaultConstant => $"default({constant.Type})",
        EnumConstant { Member: { } member } => $"{constant.Type}.{Identifiers.Escape(member)}",
        EnumConstant number => $"({constant.Type})({Primitive(number.Value)})",
        DateConstant date => $"new {date.Type}({Number(date.Ticks)}L)",
        TypeConstant => $"typeof({constant.Type})",
        ObjectConstant boxed => $"(object){Expression(boxed.Value)}",
        ArrayConstant { Items.Count: 0 } empty => $"global::System.Array.Empty<{empty.ElementType}>()",
        ArrayConstant array => $"new {array.ElementType}[] {{ {string.Join(", ", array.Items.Select(Expression))} }}",
        _ => throw new InvalidOperationException($"No expression is known for {constant}."),
    };

    /// <summary>Returns the expression that creates the attribute.</summary>
    public static string Creation(AttributeModel attribute) =>
        Creation(attribute.Type, attribute.Arguments.Select(Expression), attribute.Properties);

    public static string Creation(string type, IEnumerable<string> arguments, IReadOnlyCollection<AttributePropertyModel> properties)
    {
        var creation = $"new {type}({string.Join(", ", arguments)})";
        var assignments = properties.Select(one => $"{Identifiers.Escape(one.Name)} = {Expression(one.Value)}");
        return properties.Count == 0 ? creation : $"{creation} {{ {string.Join(", ", assignments)} }}";
    }

    private static string Primitive(PrimitiveConstant constant) => (constant.Type, constant.Text) switch
    {
        ("string", var text) => Literal(text),
        ("char", var text) => Literal(text[0]),
        ("float" or "double", "NaN") => $"{constant.Type}.NaN",
        ("float" or "double", "Infinity") => $"{constant.Type}.PositiveInfinity",
        ("float" or "double", "-Infinity") => $"{constant.Type}.NegativeInfinity",
        ("float", var text) => text + "F",
        ("double", var text) => text + "D",
        ("decimal", var text) => text + "M",
        ("uint", var text) => text + "U",
        ("long", var text) => text + "L",
        ("ulong", var text) => text + "UL",
        ("byte" or "ushort", var text) => $"({constant.Type}){text}",
        ("sbyte" or "short", var text) => $"({constant.Type})({text})",
        (_, var text) => text,
    };
}
