using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses how a filter that <c>[TypeFilter]</c> names is created.</summary>
internal static class MvcFilterParser
{
    /// <param name="type">The class of the filter.</param>
    /// <param name="known">The known types.</param>
    /// <param name="error">The reason why generated code cannot create it; null when it can.</param>
    public static MvcFilterModel? Parse(INamedTypeSymbol type, KnownTypes known, out string? error)
    {
        error = Error(type, known);
        if (error is not null)
        {
            return null;
        }

        if (!known.IsAccessible(type))
        {
            return new MvcFilterModel(HiddenName(type, known), EquatableArray<MvcFilterConstructorModel>.Empty)
            {
                IsHidden = true,
            };
        }

        var constructors = new List<MvcFilterConstructorModel>();
        foreach (var constructor in Published(type))
        {
            if (constructor.Parameters.FirstOrDefault(parameter => !IsNamed(parameter, known)) is { } parameter)
            {
                error = $"generated code cannot pass the parameter '{parameter.Name}' of its constructor";
                return null;
            }

            constructors.Add(new MvcFilterConstructorModel(
                constructor.Attribute(known.PreferredConstructor) is not null,
                constructor.Parameters.Select(one => Parameter(one, known)).ToEquatableArray()));
        }

        return new MvcFilterModel(TypeNames.Of(type), constructors.ToEquatableArray());
    }

    private static string? Error(INamedTypeSymbol type, KnownTypes known) =>
        type.TypeKind == TypeKind.Error ? "its type has an error"
        : type.IsUnboundGenericType ? "no instance of it can be created: it needs type arguments"
        : !type.Implements(known.Mvc.Filter) ? "it is no filter: it does not implement IFilterMetadata"
        : !known.IsAccessible(type) && IsGeneric(type) ? "generated code cannot see it; make it public or internal"
        : type.IsAbstract || type.TypeKind is not (TypeKind.Class or TypeKind.Struct)
            ? "no instance of it can be created"
        : !Published(type).Any() ? "it has no public constructor"
        : CreationParser.HasRequiredMembers(type) ? "it has required members, which nothing sets; take them as constructor parameters"
        : null;

    /// <summary>Returns the name by which reflection finds a type that generated code cannot name.</summary>
    public static string HiddenName(INamedTypeSymbol type, KnownTypes known) =>
        TypeNames.Plain(type) + (known.IsOwn(type) ? string.Empty : ", " + type.ContainingAssembly.Name);

    public static bool IsGeneric(INamedTypeSymbol type) => type.IsGenericType || (type.ContainingType is { } outer && IsGeneric(outer));

    private static IEnumerable<IMethodSymbol> Published(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public && !constructor.IsObsoleteAsError());

    private static bool IsNamed(IParameterSymbol parameter, KnownTypes known) =>
        parameter.RefKind == RefKind.None && known.IsAccessible(parameter.Type) && !parameter.Type.IsRefLikeType &&
        parameter.Type.TypeKind is not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Dynamic or TypeKind.Error) &&
        !parameter.AppliedAttributes().Any(attribute => KeyedService.IsUnknown(attribute, known));

    private static MvcFilterParameterModel Parameter(IParameterSymbol parameter, KnownTypes known)
    {
        var bare = parameter.Type.WithoutNullable();
        return new MvcFilterParameterModel(
            TypeNames.Of(parameter.Type),
            KeyedService.KeyOf(parameter, known),
            parameter.HasExplicitDefaultValue,
            parameter.HasExplicitDefaultValue
                ? ConstantParser.Default(parameter, bare, parameter.Type.IsReferenceType || !bare.Is(parameter.Type))
                : null);
    }
}
