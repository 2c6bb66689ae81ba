using System.Collections.Immutable;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>
/// Whether a context covers what actions read and send as JSON. It is asked where the program shows that it means to do
/// without reflection: it has a context, or is checked for NativeAOT.
/// </summary>
internal sealed class JsonCoverage(Compilation compilation, AnalyzerConfigOptions options, KnownTypes known)
{
    /// <summary>The property of GR0034 with the type, as C# writes it.</summary>
    public const string Type = nameof(Type);

    private readonly Lazy<IReadOnlyList<INamedTypeSymbol>> _contexts = new(() => JsonContexts.Own(compilation));
    private readonly Lazy<bool> _isForAot = new(() => options.TryGetValue("build_property.EnableAotAnalyzer", out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase));
    private Lazy<JsonClosure>? _closure;

    public void Check(FoundAction action, Action<Diagnostic> report)
    {
        var types = Sent(action).Concat(Read(action)).ToArray();
        if (types.Length == 0 || (_contexts.Value.Count == 0 && !_isForAot.Value))
        {
            return;
        }

        foreach (var (type, isRead, location) in types)
        {
            if (!IsCovered(type))
            {
                var written = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                report(Diagnostic.Create(
                    Descriptors.JsonNotCovered,
                    location,
                    ImmutableDictionary<string, string?>.Empty.Add(Type, TypeNames.Of(type)),
                    action.Name,
                    isRead ? "reads" : "sends",
                    written,
                    _contexts.Value.Count > 0 ? _contexts.Value[0].Name : "a context of the app"));
            }
        }
    }

    private bool IsCovered(ITypeSymbol type)
    {
        // A race makes two of the same.
        var closure = _closure ??= new Lazy<JsonClosure>(() =>
        {
            var all = new JsonClosure();
            foreach (var listed in _contexts.Value.SelectMany(JsonContexts.Listed))
            {
                all.Add(listed);
            }

            return all;
        });
        return type.TypeKind == TypeKind.Error || type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic || IsFrameworks(type) ||
            closure.Value.Has(type) || OfLibrary(type);
    }

    /// <summary>The framework has a context for its own problems.</summary>
    private static bool IsFrameworks(ITypeSymbol type) => type.Name is "ProblemDetails" or "HttpValidationProblemDetails" or "ValidationProblemDetails";

    private bool OfLibrary(ITypeSymbol type) => Assemblies(type).Distinct<IAssemblySymbol>(SymbolEqualityComparer.Default)
        .Where(assembly => !SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
        .SelectMany(JsonContexts.Of)
        .Any(context =>
        {
            var closure = new JsonClosure();
            foreach (var listed in JsonContexts.Listed(context))
            {
                closure.Add(listed);
            }

            return closure.Has(type);
        });

    private static IEnumerable<IAssemblySymbol> Assemblies(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Assemblies(array.ElementType),
        INamedTypeSymbol { ContainingAssembly: { } assembly } named => named.TypeArguments.SelectMany(Assemblies).Prepend(assembly),
        _ => [],
    };

    private static IEnumerable<(ITypeSymbol Type, bool IsRead, Location Location)> Read(FoundAction action)
    {
        foreach (var (parameter, argument) in action.Method.Parameters.Zip(action.Model.Call.Arguments, (parameter, argument) => (parameter, argument)))
        {
            var type = Target.Of(parameter).Type;
            if (argument.Binding is BodyBinding body && (body.Service is null || IsData(type)))
            {
                yield return (type, true, parameter.Locations[0]);
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
