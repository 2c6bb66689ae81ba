using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reads the attributes of controllers and actions that become metadata of their endpoints.</summary>
internal static class MetadataParser
{
    /// <summary>Parses the attributes of a controller and its bases, those of the bases first.</summary>
    /// <param name="controller">The controller.</param>
    /// <param name="known">The known types.</param>
    /// <param name="observer">Receives the diagnostics; null in the generator.</param>
    /// <param name="metadata">The list that the attributes are added to.</param>
    /// <returns>False when an attribute cannot become metadata. The action must not be served without it.</returns>
    public static bool TryParse(
        INamedTypeSymbol controller, KnownTypes known, ParseObserver? observer, List<AttributeModel> metadata) =>
        TryParse(Effective([.. controller.SelfAndBases()], basesFirst: true), controller, known, observer, metadata);

    /// <summary>Parses the attributes of an action and of the methods that it overrides, those of the overridden methods first.</summary>
    /// <param name="action">The method.</param>
    /// <param name="known">The known types.</param>
    /// <param name="observer">Receives the diagnostics; null in the generator.</param>
    /// <param name="metadata">The list that the attributes are added to.</param>
    /// <returns>False when an attribute cannot become metadata. The action must not be served without it.</returns>
    public static bool TryParse(
        IMethodSymbol action, KnownTypes known, ParseObserver? observer, List<AttributeModel> metadata) =>
        TryParse(Effective([.. action.SelfAndOverridden()], basesFirst: true), action, known, observer, metadata);

    /// <summary>
    /// Parses the attributes of a parameter, for descriptions. An attribute that cannot become metadata is omitted: none of them
    /// affects authorization. [MinLength], [MaxLength] and [Length] are replaced by classes that cause no warning.
    /// </summary>
    public static IEnumerable<AttributeModel> OfParameter(IEnumerable<AttributeData> attributes, KnownTypes known) => attributes
        .Where(attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error } type &&
            !IsForTheCompiler(type) && !IsSource(type, known) && NotUsable(attribute, type, known) is null &&
            (Replacement(type) is not null || !WarnsWhenCreated(attribute, type)))
        .Select(attribute => ConstantParser.Parse(attribute, attribute.AttributeClass!) is var parsed &&
            Replacement(attribute.AttributeClass!) is { } replacement ? parsed with { Type = replacement } : parsed);

    /// <summary>Returns the class that is created in place of a limit of lengths, which counts by reflection; null for others.</summary>
    private static string? Replacement(INamedTypeSymbol type) => AnnotationTypes.BuiltIn(type) switch
    {
        "MinLength" => "global::Graceful.Validation.LeastLength",
        "MaxLength" => "global::Graceful.Validation.GreatestLength",
        "Length" => "global::Graceful.Validation.LengthBetween",
        _ => null,
    };

    /// <summary>
    /// Returns attributes in the order of <c>GetCustomAttributes(inherit: true)</c>: from the most derived symbol to the base.
    /// </summary>
    public static IReadOnlyList<AppliedAttribute> Effective(IReadOnlyList<ISymbol> chain, bool basesFirst = false)
    {
        var seen = new HashSet<ISymbol?>(SymbolEqualityComparer.Default);
        var found = new List<AppliedAttribute>();
        foreach (var symbol in chain)
        {
            var level = new List<AppliedAttribute>();
            foreach (var attribute in symbol.AppliedAttributes())
            {
                if (attribute.AttributeClass is { TypeKind: not TypeKind.Error } type && (symbol.Is(chain[0]) ||
                    (Usage(type) is { Inherited: true } usage && (usage.Multiple || !seen.Contains(type)))))
                {
                    level.Add(new AppliedAttribute(symbol, attribute, type));
                }
            }

            seen.UnionWith(symbol.AppliedAttributes().Select(attribute => attribute.AttributeClass));
            found.InsertRange(basesFirst ? 0 : found.Count, level);
        }

        return found;
    }

    /// <summary>Parses attributes.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <param name="at">The controller or the action, at which errors are reported.</param>
    /// <param name="known">The known types.</param>
    /// <param name="observer">Receives the diagnostics; null in the generator.</param>
    /// <param name="metadata">The list that the attributes are added to.</param>
    /// <returns>False when an attribute cannot become metadata. The action must not be served without it.</returns>
    public static bool TryParse(
        IReadOnlyList<AppliedAttribute> attributes, ISymbol at, KnownTypes known, ParseObserver? observer, List<AttributeModel> metadata)
    {
        var complete = true;
        foreach (var (symbol, attribute, type) in attributes)
        {
            if (IsOurs(type, known) || IsForTheCompiler(type))
            {
                continue;
            }

            if (NotUsable(attribute, type, known) is { } reason)
            {
                observer?.Report(Descriptors.AttributeNotUsable, attribute, at, TypeNames.Plain(type), symbol.Name, reason);
                complete = false;
                continue;
            }

            metadata.Add(ConstantParser.Parse(attribute, type) with { IsInherited = !symbol.Is(at) });
        }

        return complete;
    }

    internal static string? NotUsable(AttributeData attribute, INamedTypeSymbol type, KnownTypes known) =>
        !known.IsAccessible(type) ? "generated code cannot see its class; make it public or internal"
        : attribute.AttributeConstructor is not { } constructor || !known.IsAccessible(constructor) || constructor.IsObsoleteAsError()
            ? "generated code cannot see its constructor"
        : attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.Value))
            .Any(value => !IsAccessible(value, known))
            ? "one of its arguments is of a type that generated code cannot see"
        : HostParser.Fault(attribute, known);

    private static bool IsAccessible(TypedConstant constant, KnownTypes known) => constant.Kind switch
    {
        _ when constant.IsNull => true,
        TypedConstantKind.Array => constant.Values.All(value => IsAccessible(value, known)),
        TypedConstantKind.Type => known.IsAccessible((ITypeSymbol)constant.Value!),
        TypedConstantKind.Enum => known.IsAccessible(constant.Type!),
        _ => true,
    };

    private static bool IsOurs(INamedTypeSymbol type, KnownTypes known) =>
        type.Is(known.Controller) || ActionAttributes.IsOne(type, known) || type.Is(known.Before) || type.Is(known.After) ||
        type.OriginalDefinition.Is(known.Binding.Filter);

    /// <summary>
    /// True for an attribute whose creation in generated code causes a warning, which the app could not suppress there: [MinLength]
    /// and others that use reflection, and [SkipValidation], which is experimental in .NET 10.
    /// </summary>
    private static bool WarnsWhenCreated(AttributeData attribute, INamedTypeSymbol type) => type.GetAttributes()
        .Concat(attribute.AttributeConstructor!.GetAttributes())
        .Any(mark => mark.AttributeClass?.Name is "ExperimentalAttribute" or "RequiresUnreferencedCodeAttribute"
            or "RequiresDynamicCodeAttribute");

    /// <summary>True for an attribute that names the source of a parameter.</summary>
    internal static bool IsSource(INamedTypeSymbol type, KnownTypes known) =>
        type.DerivesFrom(known.FromKeyedServices) || type.Is(known.Binding.AsParameters) ||
        new[] { known.Binding.FromRoute, known.Binding.FromQuery, known.Binding.FromHeader, known.Binding.FromBody, known.Binding.FromForm,
            known.Binding.FromServices }
            .Any(contract => type.Implements(contract));

    /// <summary>True for an attribute of the compiler or the debugger, which no middleware reads.</summary>
    private static bool IsForTheCompiler(INamedTypeSymbol type) => type.ContainingNamespace switch
    {
        { Name: "CompilerServices", ContainingNamespace: { Name: "Runtime", ContainingNamespace.Name: "System" } } => true,
        { Name: "Compiler", ContainingNamespace: { Name: "CodeDom", ContainingNamespace.Name: "System" } } => true,
        { Name: "Diagnostics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => true,
        { Name: "CodeAnalysis", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace.Name: "System" } } => true,
        _ => false,
    };

    /// <summary>Returns the [AttributeUsage] of a class, with the defaults of reflection.</summary>
    /// <remarks>Unlike the compiler, reflection does not search the base classes of an attribute for it.</remarks>
    internal static (bool Inherited, bool Multiple) Usage(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { Name: nameof(AttributeUsageAttribute) } usage &&
            usage.ContainingNamespace.IsSystem()) is { } found
            ? (Named(found, nameof(AttributeUsageAttribute.Inherited), otherwise: true),
                Named(found, nameof(AttributeUsageAttribute.AllowMultiple), otherwise: false))
            : (true, false);

    private static bool Named(AttributeData attribute, string name, bool otherwise) =>
        attribute.Named(name) as bool? ?? otherwise;
}

/// <param name="Symbol">The class or method that has the attribute.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Type">The class of the attribute.</param>
internal sealed record AppliedAttribute(ISymbol Symbol, AttributeData Attribute, INamedTypeSymbol Type);
