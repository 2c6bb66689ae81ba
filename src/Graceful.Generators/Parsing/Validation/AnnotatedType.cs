using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The annotations of a type and its properties.</summary>
internal sealed class AnnotatedType
{
    private readonly IReadOnlyList<AnnotatedProperty> _properties;

    private AnnotatedType(
        IReadOnlyList<AnnotatedProperty> properties,
        WholeModel? whole,
        IReadOnlyList<INamedTypeSymbol> derived,
        IReadOnlyList<(ISymbol Member, ITypeSymbol Type)> holds,
        AnnotationErrors errors)
    {
        (_properties, Whole, Derived, Holds, Errors) = (properties, whole, derived, holds, errors);
    }

    public WholeModel? Whole { get; }

    /// <summary>The types that JSON may make instead of it.</summary>
    public IReadOnlyList<INamedTypeSymbol> Derived { get; }

    /// <summary>The types of its properties with the property, and the types that JSON may make instead of it.</summary>
    public IReadOnlyList<(ISymbol Member, ITypeSymbol Type)> Holds { get; }

    public AnnotationErrors Errors { get; }

    public bool HasRules => Whole is not null || _properties.Any(property => property.Rules.Count > 0) || !Errors.IsEmpty;

    public static AnnotatedType Read(INamedTypeSymbol type, KnownTypes known)
    {
        var errors = new AnnotationErrors();
        var parser = new RuleParser(known, errors);
        var properties = ValidatedProperties.Of(type).Select(property => Property(property, type, parser, known, errors))
            .OfType<AnnotatedProperty>().ToArray();
        var derived = type.GetAttributes()
            .Where(attribute => attribute.AttributeClass.Is(known.Annotations.JsonDerivedType))
            .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value)
            .OfType<INamedTypeSymbol>()
            .Where(candidate => !candidate.Is(type) && ContainedTypes.IsObject(candidate, known))
            .ToArray();
        return new AnnotatedType(
            properties,
            WholeOf(type, parser, known),
            derived,
            [.. properties.Where(property => !property.IsService).Select(property => ((ISymbol)property.Symbol, property.Symbol.Type)),
                .. derived.Select(one => ((ISymbol)one, (ITypeSymbol)one))],
            errors);
    }

    /// <summary>Parses the validation of a whole object, which runs when everything in it is valid.</summary>
    public static WholeModel? WholeOf(INamedTypeSymbol type, RuleParser parser, KnownTypes known)
    {
        var rules = TypeAttributes(type)
            .Where(attribute => attribute.AttributeClass!.DerivesFrom(known.Annotations.Base))
            .Select(attribute => parser.Parse(new Annotation(attribute, type, type, type)))
            .OfType<RuleModel>()
            .ToEquatableArray();
        var isValidatable = type.Implements(known.Annotations.Validatable);
        return rules.Count == 0 && !isValidatable
            ? null
            : new WholeModel(type.MetadataName, AnnotationMessages.Display(type.GetAttributes(), known), rules, isValidatable);
    }

    /// <summary>
    /// Returns the validated properties. When the validation of the whole object, or an annotation of the app, may name a property, those
    /// with another name for clients are included.
    /// </summary>
    public IEnumerable<ValidatedMemberModel> Members(ValidatedTypes types)
    {
        var mayNameOthers = Whole is not null || _properties.Any(property => property.Rules.Any(rule => rule.Check is AnnotationCheck));
        return _properties
            .Select(property => property.Model(property.IsService ? null : types.Nested(property.Symbol.Type)))
            .Where(member => member.Rules.Count > 0 || member.Nested is not null || (member.HasOwnName && mayNameOthers));
    }

    private static AnnotatedProperty? Property(
        IPropertySymbol property, INamedTypeSymbol type, RuleParser parser, KnownTypes known, AnnotationErrors errors)
    {
        var attributes = ValidatedProperties.Attributes(property, type);
        if (AnnotationTypes.IsSkipped(attributes) || IsUnusable(property))
        {
            return null;
        }

        var annotations = attributes
            .Where(attribute => attribute.AttributeClass!.DerivesFrom(known.Annotations.Base))
            .Select(attribute => new Annotation(attribute, property.Type, property, type))
            .ToArray();
        if (!Identifiers.IsValid(property.Name))
        {
            if (annotations.Length > 0)
            {
                errors.Add(ValidationDescriptors.NotReadable, annotations[0], "its name is not an identifier of C#");
            }

            return null;
        }

        if (property.GetMethod is not { DeclaredAccessibility: Accessibility.Public } getter || !known.IsAccessible(getter))
        {
            // Properties that are not public are not validated. One that is public but not readable was meant to be.
            if (annotations.Length > 0 && property.SetMethod is { DeclaredAccessibility: Accessibility.Public } &&
                property.DeclaredAccessibility == Accessibility.Public)
            {
                errors.Add(ValidationDescriptors.NotReadable, annotations[0], "the property has no public getter");
            }

            return null;
        }

        return new AnnotatedProperty(
            property,
            JsonName(attributes, known),
            BoundName(attributes, known),
            AnnotationMessages.Display(attributes, known),
            annotations.Select(parser.Parse).OfType<RuleModel>()
                .Concat(NonNullableProperties.IsRequired(property, type) &&
                    !annotations.Any(annotation => annotation.Class.DerivesFrom(known.Annotations.Required))
                    ? [RuleParser.ImplicitRequired()]
                    : Array.Empty<RuleModel>())
                .OrderByDescending(rule => rule.IsRequired)
                .ToEquatableArray())
        {
            IsService = attributes.Any(attribute => attribute.AttributeClass!.Implements(known.Binding.FromServices)),
            IsIgnoredInJson = IsIgnored(attributes, known),
            IsNamed = known.CanBeNamed(property.Type),
        };
    }

    private static IEnumerable<AttributeData> TypeAttributes(INamedTypeSymbol type)
    {
        var seen = new HashSet<ISymbol?>(SymbolEqualityComparer.Default);
        foreach (var current in type.SelfAndBases())
        {
            foreach (var attribute in current.AppliedAttributes()
                .Where(attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error }))
            {
                var (inherited, multiple) = MetadataParser.Usage(attribute.AttributeClass!);
                if (current.Is(type) || (inherited && (multiple || !seen.Contains(attribute.AttributeClass))))
                {
                    yield return attribute;
                }
            }

            seen.UnionWith(current.AppliedAttributes().Select(attribute => attribute.AttributeClass));
        }
    }

    /// <summary>True for <c>[Obsolete(…, error: true)]</c>: generated code cannot read the property either.</summary>
    private static bool IsUnusable(IPropertySymbol property) =>
        property.IsObsoleteAsError() || property.GetMethod?.IsObsoleteAsError() == true;

    private static bool IsIgnored(IEnumerable<AttributeData> attributes, KnownTypes known) => attributes
        .FirstOrDefault(attribute => attribute.AttributeClass.Is(known.Annotations.JsonIgnore)) is { } ignore &&
        ignore.NamedArguments.All(argument => argument is not { Key: "Condition", Value.Value: not 1 });

    private static string? JsonName(IEnumerable<AttributeData> attributes, KnownTypes known) => attributes
        .FirstOrDefault(attribute =>
            attribute.AttributeClass.Is(known.Annotations.JsonPropertyName))?.ConstructorArguments.FirstOrDefault().Value as string;

    private static string? BoundName(IReadOnlyCollection<AttributeData> attributes, KnownTypes known)
    {
        var source = attributes
            .Where(attribute => attribute.AttributeClass is not null)
            .Select(attribute => SourceNames.Find(attribute, known).Value as string)
            .FirstOrDefault(name => name is { Length: > 0 });
        return source ?? (known.Mvc.IsOptedIn ? MvcAttributes.BoundName(attributes, known) : null) ?? attributes
            .FirstOrDefault(attribute => attribute.AttributeClass.Is(known.Binding.DataMember))?
            .Named("Name") as string;
    }

    private sealed record AnnotatedProperty(
        IPropertySymbol Symbol, string? JsonName, string? BoundName, AttributeModel? Display, EquatableArray<RuleModel> Rules)
    {
        /// <summary>True for a service: as in MVC, the object itself is not validated.</summary>
        public bool IsService { get; init; }

        public bool IsIgnoredInJson { get; init; }

        /// <summary>False for a type that generated code cannot name, such as that of an obsolete property.</summary>
        public bool IsNamed { get; init; }

        public ValidatedMemberModel Model(NestedModel? nested) => new(Symbol.Name, JsonName, BoundName, Display, Rules, nested)
        {
            // A reference may be null although its type is not nullable: JSON has created the object.
            Type = IsNamed ? TypeNames.Of(Symbol.Type) + (Symbol.Type.IsReferenceType ? "?" : string.Empty) : "var",
            IsIgnoredInJson = IsIgnoredInJson,
        };
    }
}
