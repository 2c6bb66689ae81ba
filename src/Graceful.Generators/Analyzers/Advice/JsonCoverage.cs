using System.Collections.Immutable;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>
/// Whether a context covers what actions read and send as JSON. It is asked where the program shows that it means to do
/// without reflection: it has a context, or is checked for NativeAOT.
/// </summary>
internal sealed class JsonCoverage(Compilation compilation, bool isForAot, KnownTypes known)
{
    /// <summary>The property of GR0034 with the type, as C# writes it.</summary>
    public const string Type = nameof(Type);

    private readonly Lazy<IReadOnlyList<INamedTypeSymbol>> _contexts = new(() => JsonContexts.Own(compilation));
    private readonly Lazy<JsonClosure> _closure = new(() => JsonClosure.Of(JsonContexts.Own(compilation)));

    /// <summary>What must be covered so that an action can do without reflection.</summary>
    public IEnumerable<JsonNeed> Needs(FoundAction action) => Sent(action).Concat(Read(action))
        .Where(one => !IsCoveredAnyway(one.Type))
        .Select(one => new JsonNeed(
            JsonClosure.KeyOf(one.Type), TypeNames.Of(one.Type), one.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), one.IsRead, action.Name, one.Location));

    /// <summary>What is to be said of it, as the contexts are now.</summary>
    public IEnumerable<Diagnostic> Uncovered(IReadOnlyList<JsonNeed> needs) => needs.Count == 0 || (_contexts.Value.Count == 0 && !isForAot)
        ? []
        : needs.Where(need => !_closure.Value.Has(need.Key)).Select(need => Diagnostic.Create(
            Descriptors.JsonNotCovered,
            need.Location,
            ImmutableDictionary<string, string?>.Empty.Add(Type, need.Type),
            need.Action,
            need.IsRead ? "reads" : "sends",
            need.Written,
            _contexts.Value.Count > 0 ? _contexts.Value[0].Name : "a context of the app"));

    private bool IsCoveredAnyway(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Error || type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic || IsFrameworks(type) || OfLibrary(type);

    /// <summary>The framework has a context for its own problems.</summary>
    private static bool IsFrameworks(ITypeSymbol type) => type.Name is "ProblemDetails" or "HttpValidationProblemDetails" or "ValidationProblemDetails";

    private bool OfLibrary(ITypeSymbol type) => Assemblies(type).Distinct<IAssemblySymbol>(SymbolEqualityComparer.Default)
        .Where(assembly => !SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
        .SelectMany(JsonContexts.Of)
        .Any(context => JsonClosure.Of([context]).Has(JsonClosure.KeyOf(type)));

    private static IEnumerable<IAssemblySymbol> Assemblies(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Assemblies(array.ElementType),
        INamedTypeSymbol { ContainingAssembly: { } assembly } named => named.TypeArguments.SelectMany(Assemblies).Prepend(assembly),
        _ => [],
    };

    private IEnumerable<(ITypeSymbol Type, bool IsRead, Location Location)> Read(FoundAction action)
    {
        foreach (var bound in BoundArguments.Of(action, known))
        {
            if (bound.Argument.Binding is BodyBinding body && (body.Service is null || IsData(bound.Target.Type)))
            {
                yield return (bound.Target.Type, true, bound.Location);
            }
        }
    }

    /// <summary>Of a class only the running app knows whether it is a service: what has something to be filled is taken for data.</summary>
    private static bool IsData(ITypeSymbol type) => type.IsRecord || type.GetMembers().OfType<IPropertySymbol>().Any(property =>
        property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public });

    private IEnumerable<(ITypeSymbol Type, bool IsRead, Location Location)> Sent(FoundAction action)
    {
        var result = action.Model.Call.Result;
        if (result is not (Result.Json or Result.JsonStream or Result.EventStream or Result.HttpResult) ||
            action.Method.Locations.FirstOrDefault(place => place.IsInSource) is not { } location)
        {
            yield break;
        }

        var type = action.Model.Call.IsAsync ? ((INamedTypeSymbol)action.Method.ReturnType).TypeArguments[0] : action.Method.ReturnType;
        var sent = result switch
        {
            Result.HttpResult => Values(type),
            Result.Json => [type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type],
            _ => ReturnParser.ItemOf(type, known) is { } item ? [IsEvent(item) ? ((INamedTypeSymbol)item).TypeArguments[0] : item] : [],
        };
        foreach (var one in sent.Where(one => result != Result.EventStream || one.SpecialType != SpecialType.System_String).Distinct<ITypeSymbol>(SymbolEqualityComparer.Default))
        {
            yield return (one, false, location);
        }
    }

    private bool IsEvent(ITypeSymbol item) => item is INamedTypeSymbol { TypeArguments.Length: 1 } generic && generic.OriginalDefinition.Is(known.Binding.SseItem);

    /// <summary>The values of typed results: <c>Results&lt;Ok&lt;Book&gt;, NotFound&gt;</c> sends a Book.</summary>
    private static IEnumerable<ITypeSymbol> Values(ITypeSymbol type) =>
        type is not INamedTypeSymbol { ContainingNamespace: { Name: "HttpResults" } } named ? []
        : named.Name == "Results" ? named.TypeArguments.SelectMany(Values)
        : named.Name is "ServerSentEventsResult" ? []
        : named.TypeArguments;
}
