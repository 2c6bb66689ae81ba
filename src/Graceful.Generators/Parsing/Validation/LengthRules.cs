using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses [StringLength], [MinLength], [MaxLength] and [Length].</summary>
internal static class LengthRules
{
    public static RuleModel? Parse(Annotation annotation, KnownTypes known, AnnotationErrors errors)
    {
        var (minimum, maximum) = annotation.Name switch
        {
            "StringLength" => (annotation.Named<int>("MinimumLength"), annotation.Argument<int>(0)),
            "MinLength" => (annotation.Argument<int>(0), int.MaxValue),
            "MaxLength" => (0, annotation.Data.ConstructorArguments.Length == 0 ? -1 : annotation.Argument<int>(0)),
            _ => (annotation.Argument<int>(0), annotation.Argument<int>(1)),
        };
        if (NotPossible(annotation.Name, minimum, maximum) is { } reason)
        {
            errors.Add(ValidationDescriptors.LimitsNotPossible, annotation, reason);
            return null;
        }

        LengthMeasure? measure =
            annotation.IsText ? LengthMeasure.Length
            : annotation.Name == "StringLength" ? null
            : Measure(annotation.Type, known);
        if (measure is null && !annotation.IsObject)
        {
            errors.Add(
                ValidationDescriptors.NotApplicable,
                annotation,
                annotation.Name == "StringLength"
                    ? $"it is for text, and not for {annotation.DeclaredType.ToDisplayString()}"
                    : $"{annotation.DeclaredType.ToDisplayString()} is neither text nor a collection");
            return null;
        }

        // MaxLength is -1 without a number, and allows any length.
        var (least, greatest) = (minimum == 0 ? (int?)null : minimum, maximum is < 0 or int.MaxValue ? (int?)null : maximum);
        if (least is null && greatest is null)
        {
            return null;
        }

        var (isValueType, isNullable) = (annotation.Type.IsValueType, annotation.IsNullableValue);
        RuleCheck check = measure is { } how
            ? new LengthCheck(how, least, greatest) { IsValueType = isValueType, IsNullableValue = isNullable }
            : new IsValidCheck();
        return annotation.Name == "StringLength" ? RuleParser.Of(annotation, check) : Counted(annotation, check, minimum, maximum);
    }

    /// <summary>The limits are written out: [MaxLength] without a number means -1.</summary>
    private static RuleModel Counted(Annotation annotation, RuleCheck check, int minimum, int maximum)
    {
        PrimitiveConstant[] limits = annotation.Name switch
        {
            "MinLength" => [ConstantParser.Primitive(minimum)],
            "MaxLength" => [ConstantParser.Primitive(maximum)],
            _ => [ConstantParser.Primitive(minimum), ConstantParser.Primitive(maximum)],
        };
        var attribute = annotation.Attribute with { Arguments = limits.ToEquatableArray<ConstantModel>() };
        return new RuleModel(
            annotation.Name, new AnnotationModel(AnnotationKind.Length, attribute), check, IsRequired: false, NeedsOwner: false);
    }

    private static string? NotPossible(string name, int minimum, int maximum) => name switch
    {
        _ when minimum < 0 => "the least length is negative",
        "MaxLength" when maximum is 0 or < -1 => "the greatest length must be positive, or -1 for any",
        "MaxLength" or "MinLength" => null,
        _ when maximum < 0 => "the greatest length is negative",
        _ when minimum > maximum =>
            $"the least length, {Annotation.Number(minimum)}, is greater than the greatest, {Annotation.Number(maximum)}",
        _ => null,
    };

    /// <summary>Returns how a collection is measured: by its only property Count, or by counting its items.</summary>
    private static LengthMeasure? Measure(ITypeSymbol type, KnownTypes known)
    {
        if (type is IArrayTypeSymbol)
        {
            return LengthMeasure.Length;
        }

        if (!type.AllInterfaces.Append(type).Any(candidate => candidate.SpecialType == SpecialType.System_Collections_IEnumerable))
        {
            return null;
        }

        var counts = new List<ISymbol>();
        for (var current = type; current is not null && counts.Count == 0; current = current.BaseType)
        {
            counts.AddRange(current.GetMembers("Count").Where(IsCount));
        }

        if (counts.Count == 0 && type.TypeKind == TypeKind.Interface)
        {
            counts.AddRange(type.AllInterfaces.SelectMany(candidate => candidate.GetMembers("Count")).Where(IsCount));
        }

        return counts.Count == 1 ? LengthMeasure.Count : LengthMeasure.Items;

        bool IsCount(ISymbol member) =>
            member is IPropertySymbol { IsStatic: false, Type.SpecialType: SpecialType.System_Int32, GetMethod: { } getter } property &&
            property.ExplicitInterfaceImplementations.IsEmpty &&
            known.IsAccessible(getter);
    }
}
