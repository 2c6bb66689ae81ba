using System.Collections.Immutable;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>
/// Reports types that actions read or send as JSON and that no JsonSerializerContext covers. It applies to programs that work without
/// reflection: those that have a context or enable the NativeAOT analyzer.
/// </summary>
internal sealed class JsonCoverage(Compilation compilation, bool isForAot, KnownTypes known)
{
    /// <summary>The diagnostic property of GR0034 with the type as a C# expression.</summary>
    public const string Type = nameof(Type);

    private readonly Lazy<IReadOnlyList<INamedTypeSymbol>> _contexts = new(() => JsonContexts.Own(compilation));
    private readonly Lazy<JsonTypeClosure> _closure = new(() => JsonTypeClosure.Of(JsonContexts.Own(compilation)));

    /// <summary>Returns the types that a context must cover for an action.</summary>
    public IEnumerable<JsonRequirement> Requirements(ParsedAction action) => Sent(action).Concat(Read(action))
        .Where(one => !NeedsNoContext(one.Type) && !(action.Model.Mvc is not null && MvcResultTypes.IsSimple(one.Type)))
        .Select(one => new JsonRequirement(
            JsonTypeClosure.KeyOf(one.Type),
            HasName(one.Type) ? TypeNames.Of(one.Type) : null,
            one.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            one.IsRead,
            action.Name,
            one.Location));

    /// <summary>Returns the diagnostics for the types that the current contexts do not cover.</summary>
    public IEnumerable<Diagnostic> Uncovered(IReadOnlyList<JsonRequirement> requirements) =>
        requirements.Count == 0 || (_contexts.Value.Count == 0 && !isForAot)
        ? []
        : requirements.Where(required => !_closure.Value.Has(required.Key)).Select(required => Diagnostic.Create(
            Descriptors.JsonNotCovered,
            required.Location,
            ImmutableDictionary<string, string?>.Empty.Add(Type, required.Type),
            required.Action,
            required.IsRead ? "reads" : "sends",
            required.DisplayName));

    private bool NeedsNoContext(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Error or TypeKind.Dynamic ||
        type.SpecialType == SpecialType.System_Object ||
        IsProblem(type) ||
        IsCoveredByLibrary(type);

    /// <summary>ASP.NET Core has a context for its own problem types.</summary>
    private static bool IsProblem(ITypeSymbol type) =>
        type.Name is "ProblemDetails" or "HttpValidationProblemDetails" or "ValidationProblemDetails";

    private bool IsCoveredByLibrary(ITypeSymbol type) => Assemblies(type).Distinct<IAssemblySymbol>(SymbolEqualityComparer.Default)
        .Where(assembly => !SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
        .SelectMany(JsonContexts.Of)
        .Any(context => JsonTypeClosure.Of([context]).Has(JsonTypeClosure.KeyOf(type)));

    /// <summary>False for an anonymous type, and for a collection of one: no context can list it.</summary>
    private static bool HasName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HasName(array.ElementType),
        INamedTypeSymbol named => !named.IsAnonymousType && named.TypeArguments.All(HasName),
        _ => true,
    };

    private static IEnumerable<IAssemblySymbol> Assemblies(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Assemblies(array.ElementType),
        INamedTypeSymbol { ContainingAssembly: { } assembly } named => named.TypeArguments.SelectMany(Assemblies).Prepend(assembly),
        _ => [],
    };

    private IEnumerable<(ITypeSymbol Type, bool IsRead, Location Location)> Read(ParsedAction action)
    {
        foreach (var bound in BoundArguments.Of(action, known))
        {
            if ((bound.Argument.Binding is BodyBinding body && (body.Service is null || IsData(bound.Target.Type))) ||
                (bound.Argument.Binding is MvcBinding { Source: MvcSource.Body } mvc && (!mvc.MayBeService || IsData(bound.Target.Type))))
            {
                yield return (bound.Target.Type, true, bound.Location);
            }
            else if (bound.Argument.Binding is MvcBinding { Binder: MvcObjectBinder } && bound.Target.Type is INamedTypeSymbol type)
            {
                foreach (var member in type.SelfAndBases().SelectMany(one => one.GetMembers().OfType<IPropertySymbol>()))
                {
                    if (ValidatedProperties.Attributes(member, type)
                        .Any(attribute => attribute.AttributeClass!.Implements(known.Binding.FromBody)))
                    {
                        yield return (member.Type, true, bound.Location);
                    }
                }
            }
        }
    }

    /// <summary>True for a type with a settable property: only the running app knows whether a class is a service.</summary>
    private static bool IsData(ITypeSymbol type) => type.IsRecord || type.GetMembers().OfType<IPropertySymbol>().Any(property => property is
    {
        IsStatic: false,
        DeclaredAccessibility: Accessibility.Public,
        SetMethod.DeclaredAccessibility: Accessibility.Public,
    });

    private IEnumerable<(ITypeSymbol Type, bool IsRead, Location Location)> Sent(ParsedAction action)
    {
        if (action.Model.Mvc is { Return: var returned })
        {
            foreach (var one in MvcResultTypes.Of(action.Method, returned, known))
            {
                yield return (one.Type, false, one.Location);
            }

            yield break;
        }

        var result = action.Model.Call.Result;
        if (result is not (Result.Json or Result.JsonStream or Result.EventStream or Result.HttpResult) ||
            action.Method.Locations.FirstOrDefault(location => location.IsInSource) is not { } location)
        {
            yield break;
        }

        var type = action.Model.Call.IsAsync ? ((INamedTypeSymbol)action.Method.ReturnType).TypeArguments[0] : action.Method.ReturnType;
        var sent = result switch
        {
            Result.HttpResult => Values(type),
            Result.Json => [type.WithoutNullable()],
            _ => ReturnParser.ItemOf(type, known) is { } item ? [DataOf(item)] : [],
        };
        foreach (var one in sent
            .Where(one => result != Result.EventStream || one.SpecialType != SpecialType.System_String)
            .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default))
        {
            yield return (one, false, location);
        }
    }

    /// <summary>The type of the data in an SseItem.</summary>
    private ITypeSymbol DataOf(ITypeSymbol item) =>
        item is INamedTypeSymbol { TypeArguments.Length: 1 } generic && generic.OriginalDefinition.Is(known.Binding.SseItem)
            ? generic.TypeArguments[0]
            : item;

    /// <summary>Returns the value types of typed results: Book for <c>Results&lt;Ok&lt;Book&gt;, NotFound&gt;</c>.</summary>
    private static IEnumerable<ITypeSymbol> Values(ITypeSymbol type) =>
        type is not INamedTypeSymbol { ContainingNamespace: { Name: "HttpResults" } } named ? []
        : named.Name == "Results" ? named.TypeArguments.SelectMany(Values)
        : named.Name is "ServerSentEventsResult" ? []
        : named.TypeArguments;
}
