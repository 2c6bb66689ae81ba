using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses how a controller, a context or a filter is created and disposed.</summary>
internal static class CreationParser
{
    public static CreationModel? Parse(INamedTypeSymbol type, ISymbol reportAt, KnownTypes known, ParseObserver? observer)
    {
        var constructor = Choose(type, known, out var error);
        if (constructor is null)
        {
            observer?.Report(Descriptors.NotConstructible, reportAt, TypeNames.Plain(type), error!);
            return null;
        }

        var services = new List<ServiceModel>();
        foreach (var parameter in constructor.Parameters)
        {
            if (NotAService(parameter, known) is { } reason)
            {
                observer?.Report(
                    Descriptors.NotConstructible,
                    known.IsOwn(parameter) ? parameter : reportAt,
                    TypeNames.Plain(type),
                    $"the constructor's parameter '{parameter.Name}' is {reason}");
                return null;
            }

            services.Add(Service(parameter, known));
        }

        return new CreationModel(TypeNames.Of(type), services.ToEquatableArray(), DisposalOf(type, known));
    }

    /// <summary>Returns the marked constructor, the only public one, or the only one.</summary>
    private static IMethodSymbol? Choose(INamedTypeSymbol type, KnownTypes known, out string? error)
    {
        error = null;
        if (type.IsAbstract)
        {
            error = "it is abstract";
            return null;
        }

        if (!known.IsAccessible(type))
        {
            error = "generated code cannot see it; make it public or internal";
            return null;
        }

        var accessible = type.InstanceConstructors
            .Where(constructor => known.IsAccessible(constructor) && !constructor.IsObsoleteAsError()).ToArray();
        var marked = accessible.Where(constructor => constructor.Attribute(known.PreferredConstructor) is not null).ToArray();
        var published = accessible.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToArray();
        var chosen = marked.Length > 0 ? marked : published.Length > 0 ? published : accessible;
        if (chosen.Length != 1)
        {
            error = chosen.Length == 0
                ? "it has no constructor that generated code can call; make one public or internal"
                : $"it has {chosen.Length} constructors to choose from; mark one with [ActivatorUtilitiesConstructor]";
            return null;
        }

        if (OverloadPriorities.Preferred(chosen[0], known) is not null)
        {
            error = "C# prefers another constructor, which has a higher [OverloadResolutionPriority]";
            return null;
        }

        if (HasRequiredMembers(type) && chosen[0].Attribute(known.SetsRequiredMembers) is null)
        {
            error = "it has required members, which nothing sets; take them as constructor parameters";
            return null;
        }

        return chosen[0];
    }

    public static bool HasRequiredMembers(INamedTypeSymbol type) => type.SelfAndBases().SelectMany(current => current.GetMembers())
        .Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    private static string? NotAService(IParameterSymbol parameter, KnownTypes known) =>
        parameter.RefKind != RefKind.None ? "passed by reference"
        : parameter.Type.Is(known.HttpContext) || parameter.Type.DerivesFrom(known.RequestContext)
            ? "not a service but part of the request; let the action or a hook take it"
        : parameter.Type.Is(known.CancellationToken) ? "not a service but part of the request; let the action take it"
        : !parameter.Type.IsReferenceType || parameter.Type.SpecialType == SpecialType.System_String
            ? "not a service: that is a class or an interface"
        : parameter.AppliedAttributes().Any(attribute => KeyedService.IsUnknown(attribute, known))
            ? "marked with a class derived from [FromKeyedServices], whose key cannot be read at build time"
        : !known.IsAccessible(parameter.Type) ? "of a type that generated code cannot see"
        : null;

    private static ServiceModel Service(IParameterSymbol parameter, KnownTypes known) => new(
        TypeNames.Of(parameter.Type),
        KeyedService.KeyOf(parameter, known),
        parameter.HasExplicitDefaultValue || parameter.NullableAnnotation == NullableAnnotation.Annotated);

    private static Disposal DisposalOf(INamedTypeSymbol type, KnownTypes known) =>
        type.Implements(known.AsyncDisposable) ? Disposal.Asynchronous
        : type.Implements(known.Disposable) ? Disposal.Synchronous
        : Disposal.None;
}
