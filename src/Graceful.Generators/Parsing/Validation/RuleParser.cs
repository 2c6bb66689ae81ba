using System.Text.RegularExpressions;
using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Parses an annotation to the condition under which a value violates it. Where no such condition is known, the annotation itself
/// is called; it is created once.
/// </summary>
internal sealed class RuleParser(KnownTypes known, AnnotationErrors errors)
{
    /// <summary>True for arguments of MVC: [Required] on a value that cannot be null refuses a request that does not have it.</summary>
    public bool RequiresValues { get; init; }

    private static readonly HashSet<string> ForText = ["EmailAddress", "Phone", "Url", "CreditCard", "Base64String"];

    /// <returns>Null when the annotation always holds or is in error.</returns>
    public RuleModel? Parse(Annotation annotation)
    {
        if (MetadataParser.NotUsable(annotation.Data, annotation.Class, known) is { } reason)
        {
            errors.Add(ValidationDescriptors.NotCreatable, annotation, reason);
            return null;
        }

        if (AnnotationMessages.NotFound(annotation) is { } missing)
        {
            errors.Add(ValidationDescriptors.MessageNotFound, annotation, missing);
            return null;
        }

        return AnnotationTypes.BuiltIn(annotation.Class) switch
        {
            "Required" => Required(annotation),
            "Range" => RangeRules.Parse(annotation, known, errors),
            "StringLength" or "MinLength" or "MaxLength" or "Length" => LengthRules.Parse(annotation, known, errors),
            "RegularExpression" => Pattern(annotation),
            "Compare" => Compare(annotation),
            "DataType" => null,
            "AllowedValues" or "DeniedValues" => Values(annotation),
            "FileExtensions" => Of(annotation, new IsValidCheck()),
            "EnumDataType" => Of(annotation, new AllowsCheck()),
            { } name when ForText.Contains(name) => ForTextOnly(annotation),
            _ => Own(annotation),
        };
    }

    public static RuleModel Of(Annotation annotation, RuleCheck check) => new(
        annotation.Name, new AnnotationModel(AnnotationKind.Attribute, annotation.Attribute), check, IsRequired: false,
        check is AnnotationCheck);

    /// <summary>An annotation of the app: it may need the object that the value is in, and services.</summary>
    private RuleModel Own(Annotation annotation) =>
        Of(annotation, new AnnotationCheck()) with
        {
            IsRequired = annotation.Class.DerivesFrom(known.Annotations.Required),
            MayRefuseNull = true,
        };

    private RuleModel? Required(Annotation annotation)
    {
        RuleCheck? check =
            annotation.Named<bool>("DisallowAllDefaultValues") || annotation.IsObject ? new IsValidCheck()
            : annotation.Type.IsValueType && !annotation.IsNullableValue ? RequiresValues ? new IsValidCheck() : null
            : annotation.IsText && !annotation.Named<bool>("AllowEmptyStrings") ? new BlankCheck()
            : new NullCheck();
        return check is null ? null : Of(annotation, check) with { IsRequired = true };
    }

    /// <summary>The [Required] that MVC infers for a non-nullable reference. Empty text is accepted, as in MVC.</summary>
    public static RuleModel ImplicitRequired() => new(
        "Required",
        new AnnotationModel(AnnotationKind.Attribute, new AttributeModel(
            "global::System.ComponentModel.DataAnnotations.RequiredAttribute",
            EquatableArray<ConstantModel>.Empty,
            new AttributePropertyModel[] { new("AllowEmptyStrings", ConstantParser.Primitive(true)) }.ToEquatableArray())),
        new ImplicitNullCheck(),
        IsRequired: true,
        NeedsOwner: false);

    private RuleModel? Pattern(Annotation annotation)
    {
        try
        {
            _ = new Regex(annotation.Argument<string>(0) ?? string.Empty);
            return Of(annotation, new PatternCheck());
        }
        catch (ArgumentException exception)
        {
            errors.Add(ValidationDescriptors.PatternNotUnderstood, annotation, exception.Message.Split('\n')[0].Trim());
            return null;
        }
    }

    /// <summary>Parses [Compare]. The attribute reads the other property by reflection; generated code reads it directly.</summary>
    private RuleModel? Compare(Annotation annotation)
    {
        var name = annotation.Argument<string>(0) ?? string.Empty;
        if (annotation.Owner is not { } owner)
        {
            return null;
        }

        var other = ValidatedProperties.Of(owner).FirstOrDefault(property => property.Name == name);
        if (other?.GetMethod is not { } getter || !known.IsAccessible(getter))
        {
            errors.Add(ValidationDescriptors.NothingToCompare, annotation, name, TypeNames.Plain(owner));
            return null;
        }

        var compared = new ComparedPropertyModel(name, AnnotationMessages.Display(ValidatedProperties.Attributes(other, owner), known));
        return new RuleModel(
            annotation.Name,
            new AnnotationModel(AnnotationKind.Comparison, annotation.Attribute, compared),
            new ComparisonCheck(name),
            IsRequired: false,
            NeedsOwner: true);
    }

    private RuleModel? Values(Annotation annotation)
    {
        // The values are compared as objects: an int never equals a long.
        var values = annotation.Data.ConstructorArguments.Where(argument => argument is { Kind: TypedConstantKind.Array, IsNull: false })
            .SelectMany(argument => argument.Values).ToArray();
        if (annotation.Name == "AllowedValues" && annotation.Type is { IsValueType: true } or { IsSealed: true } &&
            values.Length > 0 && !values.Any(value => value.IsNull || value.Type.Is(annotation.Type)))
        {
            errors.Add(ValidationDescriptors.NotApplicable, annotation,
                $"none of the values is of the type {annotation.Type.ToDisplayString()}");
            return null;
        }

        return Of(annotation, new IsValidCheck()) with
        {
            MayRefuseNull = values.Any(value => value.IsNull) == (annotation.Name == "DeniedValues"),
        };
    }

    private RuleModel? ForTextOnly(Annotation annotation)
    {
        if (annotation.IsText || annotation.IsObject || (annotation.Name == "Url" && annotation.Type.Is(known.Annotations.Uri)))
        {
            return Of(annotation, new IsValidCheck());
        }

        errors.Add(ValidationDescriptors.NotApplicable, annotation,
            $"it is for text, and not for {annotation.DeclaredType.ToDisplayString()}");
        return null;
    }
}
