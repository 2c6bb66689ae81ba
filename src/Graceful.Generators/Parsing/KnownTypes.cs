using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Parsing;

/// <summary>The well-known types, resolved once per compilation.</summary>
internal sealed class KnownTypes
{
    public const string ControllerAttributeName = "Graceful.ControllerAttribute";

    private static readonly ConditionalWeakTable<Compilation, KnownTypes> Cache = new();

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<ISymbol, bool> _namedAssemblies = new(SymbolEqualityComparer.Default);

    private KnownTypes(Compilation compilation)
    {
        _compilation = compilation;
        Binding = new BindingTypes(compilation);
        Annotations = new AnnotationTypes(compilation);
        Validated = new ValidatedTypes(this);
        Mvc = new MvcTypes(compilation);
        Controller = Find(ControllerAttributeName);
        Action = Find("Graceful.ActionAttribute");
        Verb = Find("Graceful.VerbAttribute");
        Before = Find("Graceful.BeforeAttribute");
        After = Find("Graceful.AfterAttribute");
        RequestContext = Find("Graceful.RequestContext");
        HttpContext = Find("Microsoft.AspNetCore.Http.HttpContext");
        HostMetadata = Find("Microsoft.AspNetCore.Routing.IHostMetadata");
        Host = Find("Microsoft.AspNetCore.Routing.HostAttribute");
        EndpointName = Find("Microsoft.AspNetCore.Routing.EndpointNameAttribute");
        HttpResult = Find("Microsoft.AspNetCore.Http.IResult");
        WebApplication = Find("Microsoft.AspNetCore.Builder.WebApplication");
        CancellationToken = Find("System.Threading.CancellationToken");
        Task = Find("System.Threading.Tasks.Task");
        TaskOf = Find("System.Threading.Tasks.Task`1");
        ValueTask = Find("System.Threading.Tasks.ValueTask");
        ValueTaskOf = Find("System.Threading.Tasks.ValueTask`1");
        Disposable = Find("System.IDisposable");
        AsyncDisposable = Find("System.IAsyncDisposable");
        FromKeyedServices = Find("Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute");
        PreferredConstructor = Find("Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute");
        SetsRequiredMembers = Find("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute");
    }

    public Compilation Compilation => _compilation;

    /// <summary>The well-known types of binding and results.</summary>
    public BindingTypes Binding { get; }

    /// <summary>The well-known types of validation.</summary>
    public AnnotationTypes Annotations { get; }

    /// <summary>The well-known types of MVC.</summary>
    public MvcTypes Mvc { get; }

    /// <summary>The types of the program that are validated.</summary>
    public ValidatedTypes Validated { get; }

    public INamedTypeSymbol? Controller { get; }

    public INamedTypeSymbol? Action { get; }

    public INamedTypeSymbol? Verb { get; }

    public INamedTypeSymbol? Before { get; }

    public INamedTypeSymbol? After { get; }

    public INamedTypeSymbol? RequestContext { get; }

    public INamedTypeSymbol? HttpContext { get; }

    public INamedTypeSymbol? HostMetadata { get; }

    public INamedTypeSymbol? Host { get; }

    public INamedTypeSymbol? EndpointName { get; }

    public INamedTypeSymbol? HttpResult { get; }

    public INamedTypeSymbol? WebApplication { get; }

    public INamedTypeSymbol? CancellationToken { get; }

    public INamedTypeSymbol? Task { get; }

    public INamedTypeSymbol? TaskOf { get; }

    public INamedTypeSymbol? ValueTask { get; }

    public INamedTypeSymbol? ValueTaskOf { get; }

    public INamedTypeSymbol? Disposable { get; }

    public INamedTypeSymbol? AsyncDisposable { get; }

    public INamedTypeSymbol? FromKeyedServices { get; }

    public INamedTypeSymbol? PreferredConstructor { get; }

    public INamedTypeSymbol? SetsRequiredMembers { get; }

    /// <summary>
    /// True when the program references the runtime and ASP.NET Core and its C# version has all that generated code uses.
    /// </summary>
    public bool HasRuntime => IsReferenced && LanguageVersion >= LanguageVersion.CSharp12;

    /// <summary>True when the program references the runtime and ASP.NET Core.</summary>
    public bool IsReferenced => Controller is not null && RequestContext is not null && WebApplication is not null;

    public LanguageVersion LanguageVersion => (_compilation as CSharpCompilation)?.LanguageVersion ?? LanguageVersion.Default;

    public static KnownTypes Of(Compilation compilation) => Cache.GetValue(compilation, static c => new KnownTypes(c));

    /// <summary>True for a symbol that generated code may use and can name.</summary>
    public bool IsAccessible(ISymbol symbol) =>
        CanBeNamed(symbol as ITypeSymbol ?? symbol.ContainingType) && _compilation.IsSymbolAccessibleWithin(symbol, _compilation.Assembly);

    /// <summary>
    /// False for a type that C# in another file cannot name: local to a file, reached through an extern alias only, a pointer, which
    /// needs unsafe code, obsolete as an error, which only obsolete code may name, or with a name that is no identifier of C#. Nor can an
    /// interface be a type argument whose static members have no body.
    /// </summary>
    public bool CanBeNamed(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => CanBeNamed(array.ElementType),
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
        INamedTypeSymbol named => !named.IsFileLocal && !named.IsObsoleteAsError() && IsInGlobalNamespace(named) &&
            HasIdentifier(named) &&
            !(named.TypeKind == TypeKind.Interface && HasAbstractStatics(named)) &&
            CanBeNamed(named.ContainingType) && named.TypeArguments.All(CanBeNamed),
        _ => true,
    };

    /// <summary>True for a type whose name, and those of its namespaces, are identifiers of C#.</summary>
    private bool HasIdentifier(INamedTypeSymbol type)
    {
        if (type.ContainingAssembly is null || IsOwn(type))
        {
            return true;
        }

        if (!Identifiers.IsValid(type.Name))
        {
            return false;
        }

        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false } && Identifiers.IsValid(space.Name))
        {
            space = space.ContainingNamespace;
        }

        return space is null or { IsGlobalNamespace: true };
    }

    private static bool HasAbstractStatics(INamedTypeSymbol type)
    {
        var methods = type.AllInterfaces.Prepend(type).SelectMany(one => one.GetMembers()).OfType<IMethodSymbol>()
            .Where(method => method.IsStatic).ToArray();
        return methods.Any(method => method.IsAbstract && !methods.Any(
            other => other.ExplicitInterfaceImplementations.Any(implemented => implemented.Is(method))));
    }

    private bool IsInGlobalNamespace(INamedTypeSymbol type) =>
        type.ContainingAssembly is not { } assembly || IsOwn(type) || _namedAssemblies.GetOrAdd(assembly, IsGlobal);

    private bool IsGlobal(ISymbol assembly) =>
        _compilation.GetMetadataReference((IAssemblySymbol)assembly) is not { Properties.Aliases: { IsDefaultOrEmpty: false } aliases } ||
        aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    public bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly);

    private INamedTypeSymbol? Find(string name) => _compilation.GetTypeByMetadataName(name);
}

internal static class SymbolComparisons
{
    public static bool Is(this ISymbol? symbol, ISymbol? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(symbol, other);

    public static bool DerivesFrom(this ITypeSymbol type, ITypeSymbol? ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(ancestor))
            {
                return true;
            }
        }

        return false;
    }

    public static bool Implements(this ITypeSymbol type, ITypeSymbol? contract) =>
        type.Is(contract) || type.AllInterfaces.Any(candidate => candidate.Is(contract));

    /// <summary>True for a type that implements the interface with itself as its type argument, as <c>IParsable&lt;T&gt;</c>.</summary>
    public static bool ImplementsForItself(this ITypeSymbol type, INamedTypeSymbol? contract) => type.AllInterfaces.Any(candidate =>
        candidate.OriginalDefinition.Is(contract) && candidate.TypeArguments[0].Is(type));

    /// <summary>Returns the type of the value in a <c>Nullable</c>; other types as they are.</summary>
    public static ITypeSymbol WithoutNullable(this ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    public static AttributeData? Attribute(this ISymbol symbol, INamedTypeSymbol? attribute) =>
        symbol.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass.Is(attribute));

    /// <summary>Returns the value of a named argument; null when the attribute does not set it.</summary>
    public static object? Named(this AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    /// <summary>True for <c>[Obsolete(…, error: true)]</c>. Members that are obsolete with a warning are still served.</summary>
    public static bool IsObsoleteAsError(this ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute is { AttributeClass: { Name: nameof(ObsoleteAttribute) } type, ConstructorArguments: { Length: 2 } arguments } &&
        type.ContainingNamespace.IsSystem() &&
        arguments[1].Value is true);

    /// <summary>True for the namespace System.</summary>
    public static bool IsSystem(this INamespaceSymbol? space) => space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Returns the attribute of the method, or of a method that it overrides.</summary>
    public static AttributeData? InheritedAttribute(this IMethodSymbol method, INamedTypeSymbol? attribute) =>
        method.SelfAndOverridden().Select(current => current.Attribute(attribute)).FirstOrDefault(found => found is not null);
}
