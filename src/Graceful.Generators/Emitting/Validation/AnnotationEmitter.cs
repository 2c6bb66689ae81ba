using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the objects that represent annotations at run time.</summary>
internal static class AnnotationEmitter
{
    private const string Validation = "global::Graceful.Validation";

    public static string TypeOf(RuleModel rule) => rule.Annotation.Kind switch
    {
        AnnotationKind.Length when rule.Name == "MinLength" => $"{Validation}.LeastLength",
        AnnotationKind.Length when rule.Name == "MaxLength" => $"{Validation}.GreatestLength",
        AnnotationKind.Length => $"{Validation}.LengthBetween",
        AnnotationKind.Range => $"{Validation}.RangeOf<{rule.Annotation.Attribute.Arguments[0].Type}>",
        AnnotationKind.Comparison => $"{Validation}.PropertyComparison",
        _ => rule.Annotation.Attribute.Type,
    };

    public static string Creation(RuleModel rule)
    {
        var attribute = rule.Annotation.Attribute;
        var arguments = rule.Annotation switch
        {
            { Kind: AnnotationKind.Range } => attribute.Arguments.Skip(1).Select(ConstantEmitter.Expression),
            { Compared: { } compared } => [Literal(compared.Name), Member(compared)],
            _ => attribute.Arguments.Select(ConstantEmitter.Expression),
        };
        return ConstantEmitter.Creation(TypeOf(rule), arguments, attribute.Properties);
    }

    private static string Member(ComparedPropertyModel compared) =>
        $"new({Literal(compared.Name)}{(compared.Display is { } display ? ", " + ConstantEmitter.Creation(display) : string.Empty)})";
}
