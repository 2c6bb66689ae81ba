using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>[StringLength], [MinLength], [MaxLength] and [Length].</summary>
internal static class LengthRules
{
    private const string Value = RulePlaceholders.Value;

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

        var measure = annotation.IsText ? "Length" : annotation.Name == "StringLength" ? null : Measure(annotation.Type, known);
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

        // MaxLength of -1, which is what it is without a number, allows any length.
        if (Broken(minimum, maximum < 0 ? int.MaxValue : maximum) is not { } broken)
        {
            return null;
        }

        var failure = measure switch
        {
            null => $"!{RulePlaceholders.Rule}.IsValid({Value})",
            ItemCount => $"{Value} is not null && {ItemCount}({Value}) is {broken}",
            _ => $"{Value} is {{ {measure}: {broken} }}",
        };
        return annotation.Name == "StringLength" ? RuleParser.Of(annotation, failure) : Counted(annotation, failure, minimum, maximum);
    }

    private const string ItemCount = "global::Graceful.Validation.ItemCount.Of";

    /// <summary>The annotations of .NET count by reflection, where all else fails, and say so to the trimmer: these do not.</summary>
    private static RuleModel Counted(Annotation annotation, string failure, int minimum, int maximum)
    {
        var type = "global::Graceful.Validation." + annotation.Name switch
        {
            "MinLength" => "LeastLength",
            "MaxLength" => "GreatestLength",
            _ => "LengthBetween",
        };
        string[] limits = annotation.Name switch
        {
            "MinLength" => [Annotation.Number(minimum)],
            "MaxLength" => [Annotation.Number(maximum)],
            _ => [Annotation.Number(minimum), Annotation.Number(maximum)],
        };
        return new RuleModel(annotation.Name, type, annotation.Create(type, limits), failure, IsRequired: false, NeedsOwner: false);
    }

    private static string? NotPossible(string name, int minimum, int maximum) => name switch
    {
        _ when minimum < 0 => "the least length is negative",
        "MaxLength" when maximum is 0 or < -1 => "the greatest length must be positive, or -1 for any",
        "MaxLength" or "MinLength" => null,
        _ when maximum < 0 => "the greatest length is negative",
        _ when minimum > maximum => $"the least length, {Annotation.Number(minimum)}, is greater than the greatest, {Annotation.Number(maximum)}",
        _ => null,
    };

    private static string? Broken(int minimum, int maximum) => (minimum, maximum) switch
    {
        (0, int.MaxValue) => null,
        (0, _) => "> " + Annotation.Number(maximum),
        (_, int.MaxValue) => "< " + Annotation.Number(minimum),
        _ => $"< {Annotation.Number(minimum)} or > {Annotation.Number(maximum)}",
    };

    /// <summary>How many items a collection has: by its property where there is just one of that name, by counting otherwise.</summary>
    private static string? Measure(ITypeSymbol type, KnownTypes known)
    {
        if (type is IArrayTypeSymbol)
        {
            return "Length";
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

        return counts.Count == 1 ? "Count" : ItemCount;

        bool IsCount(ISymbol member) =>
            member is IPropertySymbol { IsStatic: false, Type.SpecialType: SpecialType.System_Int32, GetMethod: { } getter, ExplicitInterfaceImplementations.IsEmpty: true } && known.IsAccessible(getter);
    }
}
