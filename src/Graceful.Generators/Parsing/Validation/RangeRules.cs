using System.Globalization;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses [Range] in its three forms.</summary>
internal static class RangeRules
{
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
            errors.Add(ValidationDescriptors.LimitsNotPossible, annotation,
                "there is no number between " + Text(minimum) + " and " + Text(maximum));
            return null;
        }

        if (!IsConvertible(annotation, known))
        {
            errors.Add(ValidationDescriptors.NotApplicable, annotation,
                $"{annotation.DeclaredType.ToDisplayString()} is no number; " +
                $"name its type: [Range(typeof({annotation.Type.Name}), \"...\", \"...\")]");
            return null;
        }

        if (!isDouble && IntegerTypes.Bounds(annotation.Type.SpecialType) is { } bounds)
        {
            return Whole(annotation, ((int)minimum, (int)maximum), (isOpenBelow, isOpenAbove), bounds, errors);
        }

        // The annotation converts every number to double.
        var needsCast = annotation.Type.SpecialType != SpecialType.System_Double;
        var (least, greatest) = (ConstantParser.Primitive(minimum), ConstantParser.Primitive(maximum));
        return RuleParser.Of(annotation, isDouble && IsNumber(annotation.Type.SpecialType)
            ? new DoubleRangeCheck(least, greatest, isOpenBelow, isOpenAbove, needsCast, annotation.IsNullableValue)
            : new AllowsCheck());
    }

    /// <summary>Integers are compared without conversion. A limit that the type cannot reach is not checked.</summary>
    private static RuleModel? Whole(
        Annotation annotation, (int Minimum, int Maximum) range, (bool Below, bool Above) open, (decimal Least, decimal Most) type,
        AnnotationErrors errors)
    {
        var minimum = range.Minimum + (open.Below ? 1m : 0);
        var maximum = range.Maximum - (open.Above ? 1m : 0);
        if (minimum > type.Most || maximum < type.Least || minimum > maximum)
        {
            errors.Add(ValidationDescriptors.NotApplicable, annotation, $"no {annotation.Type.ToDisplayString()} is in the range");
            return null;
        }

        var least = minimum > type.Least ? minimum.ToString(CultureInfo.InvariantCulture) : null;
        var greatest = maximum < type.Most ? maximum.ToString(CultureInfo.InvariantCulture) : null;
        return least is null && greatest is null ? null : RuleParser.Of(annotation, new IntegerRangeCheck(least, greatest));
    }

    /// <summary>Limits of a type that parses itself, since a type converter needs reflection.</summary>
    private static RuleModel? OfType(Annotation annotation, ITypeSymbol operand, KnownTypes known, AnnotationErrors errors)
    {
        if (!operand.ImplementsForItself(known.Binding.Parsable) || !operand.ImplementsForItself(known.Annotations.Comparable) ||
            !known.IsAccessible(operand))
        {
            errors.Add(ValidationDescriptors.LimitsNotPossible, annotation,
                $"{operand.ToDisplayString()} does not implement IParsable<T> and IComparable<T>, and without reflection no " +
                "converter is found for it");
            return null;
        }

        var (minimum, maximum) = (annotation.Argument<string>(1), annotation.Argument<string>(2));
        var isOpen = annotation.Named<bool>("MinimumIsExclusive") || annotation.Named<bool>("MaximumIsExclusive");
        if (RangeLimits.NotPossible(operand, minimum, maximum, isOpen) is { } reason)
        {
            errors.Add(ValidationDescriptors.LimitsNotPossible, annotation, reason);
            return null;
        }

        RuleCheck? check =
            annotation.IsObject || annotation.IsText ? new IsValidCheck()
            : !annotation.Type.Is(operand) ? null
            : new TypedRangeCheck(
                annotation.IsNullableValue ? RangeValue.NullableValueType
                : annotation.Type.IsReferenceType ? RangeValue.ReferenceType
                : RangeValue.ValueType);
        if (check is null)
        {
            errors.Add(ValidationDescriptors.NotApplicable, annotation,
                $"its limits are of the type {operand.ToDisplayString()}, and {annotation.DeclaredType.ToDisplayString()} " +
                "is not converted to it");
            return null;
        }

        return new RuleModel(
            annotation.Name, new AnnotationModel(AnnotationKind.Range, annotation.Attribute), check, IsRequired: false, NeedsOwner: false);
    }

    /// <summary>True for a type that <see cref="Convert"/> converts to a number. DateTime implements the contract and throws.</summary>
    private static bool IsConvertible(Annotation annotation, KnownTypes known) =>
        annotation.IsObject || annotation.Type.TypeKind == TypeKind.Enum ||
        (annotation.Type.Implements(known.Annotations.Convertible) && annotation.Type.SpecialType != SpecialType.System_DateTime);

    private static bool IsNumber(SpecialType type) =>
        type is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal ||
        IntegerTypes.Bounds(type) is not null;

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
