using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Types created from arguments: by the only public constructor, and by the properties that it does not set.</summary>
internal static class CompositeTypes
{
    /// <returns>The parameters of the constructor, then the properties; null when no instance can be created.</returns>
    public static IReadOnlyList<CompositeMember>? Members(BindingTarget target, KnownTypes known, out string? error)
    {
        var members = Members(target.Type, target, known, out error);
        if (members is not null && target.IsMarkedNullable)
        {
            error = "it must not be nullable: an [AsParameters] object is always created";
            return null;
        }

        return members;
    }

    /// <param name="made">The type of the object.</param>
    /// <param name="target">The argument or the member that has the type, or contains it.</param>
    /// <param name="known">The types to compare with.</param>
    /// <param name="error">The reason why no instance can be created.</param>
    /// <returns>The parameters of the constructor, then the properties; null when no instance can be created.</returns>
    public static IReadOnlyList<CompositeMember>? Members(ITypeSymbol made, BindingTarget target, KnownTypes known, out string? error)
    {
        error = null;
        if (made is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } type)
        {
            error = "it is not a class or a struct that can be created";
            return null;
        }

        if (Constructor(type, known) is not { } constructor)
        {
            error = "it has not exactly one public constructor with parameters, nor one without";
            return null;
        }

        if (constructor.Parameters.FirstOrDefault(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out) is { } reference)
        {
            error = $"its constructor takes '{reference.Name}' by reference";
            return null;
        }

        var properties = Properties(type).ToArray();
        var taken = constructor.Parameters
            .Select(parameter => (Parameter: parameter, Property: properties.FirstOrDefault(property =>
                string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && property.Type.Is(parameter.Type))))
            .ToArray();
        var setsRequired = constructor.Attribute(known.SetsRequiredMembers) is not null;
        var members = taken
            .Select(one => new CompositeMember(null, BindingTarget.Of(one.Property, one.Parameter, target))
            {
                Required = !setsRequired && one.Property is { IsRequired: true } property && IsSet(property, known) ? property : null,
            })
            .ToList();
        members.AddRange(properties
            .Where(property => IsSet(property, known) && !taken.Any(one => one.Property.Is(property)))
            .Select(property => new CompositeMember(Identifiers.Escape(property.Name),
                BindingTarget.Of(property, parameter: null, target))));
        if (members.FirstOrDefault(member => member.Property is not null && !Identifiers.IsValid(member.Target.Name)) is { } unnamed)
        {
            error = $"its property '{unnamed.Target.Name}' has a name that is not an identifier of C#";
            return null;
        }

        if (members.Count == 0)
        {
            error = "it has no property that can be set and no constructor that takes anything";
            return null;
        }

        if (!setsRequired && RequiredMembers(type).FirstOrDefault(one => !members.Any(member => Sets(member, one))) is { } missing)
        {
            error = $"its required member '{missing.Name}' is not a property that generated code can set";
            return null;
        }

        return members;
    }

    private static bool Sets(CompositeMember member, ISymbol required) =>
        member.Required.Is(required) || (member.Property is not null && member.Target.Symbol.Is(required));

    private static bool IsSet(IPropertySymbol property, KnownTypes known) =>
        property.SetMethod is { } setter && known.IsAccessible(setter) && !IsUnusable(property);

    /// <summary>Returns the required members of the type and its bases; of an overridden property, the override alone.</summary>
    private static IEnumerable<ISymbol> RequiredMembers(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } && seen.Add(member.Name))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>Returns the parameterless constructor, or the only one. The copy constructor of a record does not count.</summary>
    public static IMethodSymbol? Constructor(INamedTypeSymbol type, KnownTypes known)
    {
        var all = type.InstanceConstructors.Where(constructor =>
            constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal &&
            known.IsAccessible(constructor) && !constructor.IsObsoleteAsError() &&
            !(constructor.Parameters.Length == 1 && constructor.Parameters[0].Type.Is(type))).ToArray();
        var withParameters = all.Where(constructor => constructor.Parameters.Length > 0).ToArray();
        return withParameters.Length == 1 && (type.IsValueType || all.Length == 1) ? withParameters[0]
            : all.FirstOrDefault(constructor => constructor.Parameters.Length == 0);
    }

    /// <summary>True when generated code cannot set the property: <c>[Obsolete(…, error: true)]</c> is a compiler error.</summary>
    private static bool IsUnusable(IPropertySymbol property) =>
        property.IsObsoleteAsError() || property.SetMethod?.IsObsoleteAsError() == true;

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var current in type.SelfAndBases())
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>().Where(property =>
                property is { IsStatic: false, Parameters.IsEmpty: true,
                    DeclaredAccessibility: Accessibility.Public or Accessibility.Internal }))
            {
                if (seen.Add(property.Name))
                {
                    yield return property;
                }
            }
        }
    }
}

/// <param name="Property">The property that is set; null for a parameter of the constructor.</param>
/// <param name="Target">The member to bind.</param>
internal sealed record CompositeMember(string? Property, BindingTarget Target)
{
    /// <summary>The <c>required</c> property of a parameter, which the object initializer sets as well; null when there is none.</summary>
    public IPropertySymbol? Required { get; init; }
}
