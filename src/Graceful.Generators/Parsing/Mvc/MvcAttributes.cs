using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Reads the attributes of MVC on parameters and properties.</summary>
internal static class MvcAttributes
{
    /// <summary>Returns the name that an attribute such as <c>[FromQuery(Name = "q")]</c> sets; null for none.</summary>
    public static string? BoundName(IEnumerable<AttributeData> attributes, KnownTypes known) => attributes
        .Where(attribute => attribute.AttributeClass?.Implements(known.Mvc.ModelName) == true)
        .Select(attribute => Name(attribute, known).Value as string)
        .FirstOrDefault(name => name is not null);

    /// <summary>Returns the reason why the name or another setting of a source is not known at build time; null when all are.</summary>
    public static string? UnknownSetting(IEnumerable<AttributeData> attributes, KnownTypes known)
    {
        foreach (var attribute in attributes)
        {
            var (what, value) = attribute.AttributeClass?.Implements(known.Mvc.ModelName) == true ? ("name", Name(attribute, known))
                : attribute.AttributeClass?.Implements(known.Binding.FromBody) == true ? ("behavior", EmptyBodyBehavior(attribute, known))
                : default;
            if (what is not null && !value.IsKnown)
            {
                return $"the {what} of [{attribute.AttributeClass!.Name}] is not known at build time: {value.Reason}; write it into the " +
                    "attribute of the framework";
            }
        }

        return null;
    }

    /// <summary>Returns the setting of <c>[FromBody]</c> or an attribute derived from it.</summary>
    public static AttributeValue EmptyBodyBehavior(AttributeData attribute, KnownTypes known) =>
        AttributeEvaluation.Of(attribute, known).Property("EmptyBodyBehavior");

    private static AttributeValue Name(AttributeData attribute, KnownTypes known) =>
        AttributeEvaluation.Property(attribute, known.Mvc.ModelName, "Name", known);

    /// <summary>True for [BindRequired] on the property, or on the class that declares it.</summary>
    public static bool IsBindRequired(IEnumerable<AttributeData> attributes, INamedTypeSymbol? owner, KnownTypes known) =>
        (Behavior(attributes, known) ?? Behavior(owner?.AppliedAttributes() ?? [], known)) == Required;

    /// <summary>Returns the part of the request that an attribute on a member names; null for the part of its object.</summary>
    public static MvcSource? SourceOf(AttributeData attribute, KnownTypes known) => attribute.AttributeClass is not { } type ? null
        : type.Implements(known.Binding.FromQuery) ? MvcSource.Query
        : type.Implements(known.Binding.FromForm) ? MvcSource.Form
        : type.Implements(known.Binding.FromRoute) ? MvcSource.Route
        : null;

    /// <summary>Returns the class in <c>[ModelBinder(typeof(T))]</c> of a parameter or of its type; null for none.</summary>
    public static INamedTypeSymbol? BinderOf(IEnumerable<AttributeData> attributes, ITypeSymbol type, KnownTypes known) =>
        attributes.Concat(OfType(type)).Select(attribute => BinderIn(attribute, known)).FirstOrDefault(binder => binder is not null);

    /// <summary>
    /// Returns the class in a <c>[ModelBinder]</c> or an attribute derived from it; null for another attribute, for one that sets a name
    /// alone, and when the class is not known at build time.
    /// </summary>
    public static INamedTypeSymbol? BinderIn(AttributeData attribute, KnownTypes known)
    {
        if (attribute.AttributeClass is not { } type || !type.DerivesFrom(known.Mvc.ModelBinder) ||
            ChangesMore(type, known))
        {
            return null;
        }

        return attribute.Named("BinderType") as INamedTypeSymbol ??
            (type.SelfAndBases().FirstOrDefault(one => one.OriginalDefinition.Is(known.Mvc.ModelBinderOf)) is { } generic
                ? generic.TypeArguments[0] as INamedTypeSymbol
                : AttributeEvaluation.Of(attribute, known).Property("BinderType").Value as INamedTypeSymbol);
    }

    /// <summary>
    /// True for a class of the app that may set more than the binder: it overrides a property, or its constructor has code, or is that of
    /// a library.
    /// </summary>
    private static bool ChangesMore(INamedTypeSymbol type, KnownTypes known) => type.SelfAndBases()
        .TakeWhile(one => one.DerivesFrom(known.Mvc.ModelBinder) && !MvcTypes.IsInAspNetCoreAssembly(one))
        .SelectMany(one => one.GetMembers())
        .Any(member => member is IPropertySymbol { IsOverride: true } ||
            (member is IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false } &&
                member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not (TypeDeclarationSyntax
                    or ConstructorDeclarationSyntax { Body.Statements.Count: 0 })));

    /// <summary>
    /// Returns the reason why the binder of a parameter or of its type is not known: an attribute derived from <c>[ModelBinder]</c>
    /// sets it. Null without such an attribute, and when the parameter names another binder.
    /// </summary>
    public static string? UnknownBinder(IEnumerable<AttributeData> attributes, ITypeSymbol type, KnownTypes known)
    {
        var decisive = attributes.Any(attribute => BinderIn(attribute, known) is not null) ? attributes : attributes.Concat(OfType(type));
        return decisive.FirstOrDefault(attribute => IsUnknownBinder(attribute, known)) is not { } unknown ? null
            : $"the binder of [{unknown.AttributeClass!.Name}] is set inside of that class, and is not known at build time; write " +
                "[ModelBinder(typeof(...))], or pass typeof(...) to the constructor of ModelBinderAttribute in this project";
    }

    /// <summary>True for an attribute derived from <c>[ModelBinder]</c> whose binder is not known at build time.</summary>
    public static bool IsUnknownBinder(AttributeData attribute, KnownTypes known) =>
        attribute.AttributeClass is { } type && type.DerivesFrom(known.Mvc.ModelBinder) && !MvcTypes.IsInAspNetCoreAssembly(type) &&
        BinderIn(attribute, known) is null;

    /// <summary>Returns the attributes of a type and of its base types.</summary>
    public static IEnumerable<AttributeData> OfType(ITypeSymbol type) => type is INamedTypeSymbol named
        ? named.SelfAndBases().SelectMany(one => one.AppliedAttributes())
        : [];

    /// <summary>Returns the attributes of a property, and those that it inherits from the properties that it overrides.</summary>
    public static IReadOnlyList<AttributeData> OfProperty(IPropertySymbol property)
    {
        var chain = new List<ISymbol>();
        for (var current = property; current is not null; current = current.OverriddenProperty)
        {
            chain.Add(current);
        }

        return Inherited(chain);
    }

    /// <summary>Returns the attributes of a parameter, and those of the same parameter of the methods that its method overrides.</summary>
    public static IReadOnlyList<AttributeData> OfParameter(IParameterSymbol parameter) =>
        Inherited(((IMethodSymbol)parameter.ContainingSymbol).SelfAndOverridden().Select(method => method.Parameters[parameter.Ordinal]));

    /// <summary>Returns the attributes of the first symbol, and those that it inherits from the others.</summary>
    private static List<AttributeData> Inherited(IEnumerable<ISymbol> chain)
    {
        var found = new List<AttributeData>();
        var isFirst = true;
        foreach (var symbol in chain)
        {
            var before = found.Select(attribute => attribute.AttributeClass).ToArray();
            found.AddRange(symbol.AppliedAttributes().Where(attribute =>
                isFirst || (attribute.AttributeClass is { TypeKind: not TypeKind.Error } type &&
                MetadataParser.Usage(type) is { Inherited: true } usage && (usage.Multiple || !before.Any(type.Is)))).ToArray());
            isFirst = false;
        }

        return found;
    }

    /// <summary>True for <c>[Editable(false)]</c>: a request does not set the property.</summary>
    public static bool IsReadOnly(IEnumerable<AttributeData> attributes, KnownTypes known) => attributes.Any(attribute =>
        attribute.AttributeClass.Is(known.Annotations.Editable) && attribute.ConstructorArguments.FirstOrDefault().Value is false);

    /// <summary>True for <c>[DisplayFormat(ConvertEmptyStringToNull = false)]</c>.</summary>
    public static bool KeepsBlankText(IEnumerable<AttributeData> attributes, KnownTypes known) => attributes.Any(attribute =>
        attribute.AttributeClass.Is(known.Annotations.DisplayFormat) && attribute.Named("ConvertEmptyStringToNull") is false);

    /// <summary>True for [FromHeader], [FromBody] or [FromServices] on a member, which is then not bound as a part of its object.</summary>
    public static bool HasOtherSource(AttributeData attribute, KnownTypes known) => attribute.AttributeClass is { } type &&
        type.Implements(known.Mvc.BindingSource) && SourceOf(attribute, known) is null && !type.DerivesFrom(known.Mvc.ModelBinder);

    public static bool IsBindNever(IEnumerable<AttributeData> attributes, KnownTypes known) => Behavior(attributes, known) == Never;

    // The values of Microsoft.AspNetCore.Mvc.ModelBinding.BindingBehavior.
    private const int Never = 1;
    private const int Required = 2;

    private static int? Behavior(IEnumerable<AttributeData> attributes, KnownTypes known)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass?.DerivesFrom(known.Mvc.BindingBehavior) == true)
            {
                return attribute.AttributeClass.Name switch
                {
                    "BindNeverAttribute" => Never,
                    "BindRequiredAttribute" => Required,
                    _ => attribute.ConstructorArguments.FirstOrDefault().Value as int?,
                };
            }
        }

        return null;
    }
}
