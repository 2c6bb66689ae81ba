using System.Globalization;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>[Range], in its three forms.</summary>
internal static class RangeRules
{
    private const string Value = RulePlaceholders.Value;
    private const string Rule = RulePlaceholders.Rule;

    public static RuleModel? Parse(Annotation annotation, KnownTypes known, AnnotationErrors errors) =>
        annotation.Argument<ITypeSymbol>(0) is { } operand
            ? OfType(annotation, operand, known, errors)
            : OfNumbers(annotation, known, errors);

    private static RuleModel? OfNumbers(Annotation annotation, KnownTypes known, AnnotationErrors errors)
    {
        var isDouble = annotation.Data.ConstructorArguments[0].Type!.SpecialType == SpecialType.System_Double;
        var (minimum, maximum) = isDouble
            ? (annotation.Argument<double>(0), annotation.Argument<double>(1))
            : (annotation.Argument<int>(0), annotation.Argument<int>(1));
        var (isOpenBelow, isOpenAbove) = (annotation.Named<bool>("MinimumIsExclusive"), annotation.Named<bool>("MaximumIsExclusive"));
        if (!(minimum <= maximum) || (minimum == maximum && (isOpenBelow || isOpenAbove)))
        {
            errors.Add(ValidationDescriptors.LimitsNotPossible, annotation, "there is no number between " + Text(minimum) + " and " + Text(maximum));
            return null;
        }

        if (!IsConvertible(annotation, known))
        {
            errors.Add(ValidationDescriptors.NotApplicable, annotation, $"{annotation.DeclaredType.ToDisplayString()} is no number; name its type: [Range(typeof({annotation.Type.Name}), \"...\", \"...\")]");
            return null;
        }

        if (!isDouble && IntegerTypes.Bounds(annotation.Type.SpecialType) is var (least, most))
        {
            return Whole(annotation, ((int)minimum, (int)maximum), (isOpenBelow, isOpenAbove), (least, most), errors);
        }

        // Every number becomes a double, as the annotation has it; what is no number, no range has.
        var inside = $"({(isOpenBelow ? ">" : ">=")} {ConstantWriter.Primitive(minimum)} and {(isOpenAbove ? "<" : "<=")} {ConstantWriter.Primitive(maximum)})";
        var cast = annotation.Type.SpecialType == SpecialType.System_Double ? string.Empty : annotation.IsNullableValue ? "(double?)" : "(double)";
        return RuleParser.Of(annotation, isDouble && IsNumber(annotation.Type.SpecialType)
            ? $"{cast}{Value} is not {(annotation.IsNullableValue ? $"(null or {inside})" : inside)}"
            : $"!global::Graceful.Validation.BuiltIn.Allows({Rule}, {Value})");
    }

    /// <summary>Whole numbers are compared as they are: a limit that the type cannot reach needs no look.</summary>
    private static RuleModel? Whole(
        Annotation annotation, (int Minimum, int Maximum) range, (bool Below, bool Above) open, (decimal Least, decimal Most) type, AnnotationErrors errors)
    {
        var minimum = range.Minimum + (open.Below ? 1m : 0);
        var maximum = range.Maximum - (open.Above ? 1m : 0);
        if (minimum > type.Most || maximum < type.Least || minimum > maximum)
        {
            errors.Add(ValidationDescriptors.NotApplicable, annotation, $"no {annotation.Type.ToDisplayString()} is in the range");
            return null;
        }

        var below = minimum > type.Least ? "< " + minimum.ToString(CultureInfo.InvariantCulture) : null;
        var above = maximum < type.Most ? "> " + maximum.ToString(CultureInfo.InvariantCulture) : null;
        return below is null && above is null
            ? null
            : RuleParser.Of(annotation, $"{Value} is {below}{(below is not null && above is not null ? " or " : string.Empty)}{above}");
    }

    /// <summary>Limits of any type that parses itself: a type converter would be found by reflection.</summary>
    private static RuleModel? OfType(Annotation annotation, ITypeSymbol operand, KnownTypes known, AnnotationErrors errors)
    {
        if (!ImplementsForItself(operand, known.Binding.Parsable) || !ImplementsForItself(operand, known.Annotations.Comparable) || !known.IsAccessible(operand))
        {
            errors.Add(ValidationDescriptors.LimitsNotPossible, annotation, $"{operand.ToDisplayString()} does not implement IParsable<T> and IComparable<T>, and without reflection no converter is found for it");
            return null;
        }

        var (minimum, maximum) = (annotation.Argument<string>(1), annotation.Argument<string>(2));
        if (RangeLimits.NotPossible(operand, minimum, maximum, annotation.Named<bool>("MinimumIsExclusive") || annotation.Named<bool>("MaximumIsExclusive")) is { } reason)
        {
            errors.Add(ValidationDescriptors.LimitsNotPossible, annotation, reason);
            return null;
        }

        string? failure =
            annotation.IsObject ? $"!{Rule}.IsValid({Value})"
            : annotation.IsText ? $"!{Rule}.IsValid({Value})"
            : !annotation.Type.Is(operand) ? null
            : annotation.IsNullableValue ? $"{Value}.HasValue && !{Rule}.Contains({Value}.GetValueOrDefault())"
            : annotation.Type.IsReferenceType ? $"{Value} is not null && !{Rule}.Contains({Value})"
            : $"!{Rule}.Contains({Value})";
        if (failure is null)
        {
            errors.Add(ValidationDescriptors.NotApplicable, annotation, $"its limits are of the type {operand.ToDisplayString()}, and {annotation.DeclaredType.ToDisplayString()} is not converted to it");
            return null;
        }

        var type = $"global::Graceful.Validation.RangeOf<{TypeNames.Of(operand)}>";
        return new RuleModel(
            annotation.Name, type, annotation.Create(type, ConstantWriter.Primitive(minimum!), ConstantWriter.Primitive(maximum!)), failure, IsRequired: false, NeedsOwner: false);
    }

    private static bool ImplementsForItself(ITypeSymbol type, INamedTypeSymbol? contract) => type.AllInterfaces.Any(candidate =>
        candidate.OriginalDefinition.Is(contract) && candidate.TypeArguments[0].Is(type));

    /// <summary>What <see cref="Convert"/> makes a number of: dates implement the contract, and refuse.</summary>
    private static bool IsConvertible(Annotation annotation, KnownTypes known) =>
        annotation.IsObject || annotation.Type.TypeKind == TypeKind.Enum ||
        (annotation.Type.Implements(known.Annotations.Convertible) && annotation.Type.SpecialType != SpecialType.System_DateTime);

    private static bool IsNumber(SpecialType type) =>
        type is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal || IntegerTypes.Bounds(type) is not null;

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
