using Graceful.Generators.Parsing;
using Graceful.Generators.TypeGraphs;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>The types that JsonSerializerContexts cover: the listed types and all types that are reachable through their members.</summary>
internal sealed class JsonTypeClosure
{
    private readonly TypeWalk _walk = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    private JsonTypeClosure()
    {
    }

    public static JsonTypeClosure Of(IEnumerable<INamedTypeSymbol> contexts)
    {
        var closure = new JsonTypeClosure();
        foreach (var listed in contexts.SelectMany(JsonContexts.Listed))
        {
            closure.Add(listed);
        }

        while (closure._walk.TryTake(out var type))
        {
            closure.Follow(type);
        }

        closure._keys.UnionWith(closure._walk.Types.Select(KeyOf));
        return closure;
    }

    /// <summary>
    /// Returns a unique name of the type at run time, which has no nullable annotations, no names of tuple elements and no dynamic.
    /// </summary>
    public static string KeyOf(ITypeSymbol type) => DocumentationCommentId.CreateReferenceId(type);

    /// <remarks>A context whose types do not end is taken to cover every type.</remarks>
    public bool Has(string key) => _walk.Cut is not null || _keys.Contains(key);

    private void Add(ITypeSymbol type) => _walk.Add(type, member: null);

    private void Follow(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            Add(array.ElementType);
            return;
        }

        if (type is not INamedTypeSymbol named || named.SpecialType is not SpecialType.None || named.TypeKind == TypeKind.Enum)
        {
            return;
        }

        // The items of a collection, the value of a Nullable<T>, the keys and values of a dictionary.
        foreach (var argument in named.TypeArguments)
        {
            Add(argument);
        }

        foreach (var derived in Derived(named))
        {
            Add(derived);
        }

        foreach (var current in named.SelfAndBases().TakeWhile(one => !IsInSystemNamespace(one)))
        {
            foreach (var member in current.GetMembers())
            {
                if (TypeOf(member) is { } memberType && !member.GetAttributes().Any(IsIgnored))
                {
                    Add(memberType);
                }
            }
        }
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IPropertySymbol
        {
            IsStatic: false,
            Parameters.IsEmpty: true,
            DeclaredAccessibility: Accessibility.Public or Accessibility.Internal,
        } property => property.Type,
        IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field
            when field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonIncludeAttribute") => field.Type,
        _ => null,
    };

    private static IEnumerable<ITypeSymbol> Derived(INamedTypeSymbol type) => type.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.Name == "JsonDerivedTypeAttribute")
        .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value)
        .OfType<ITypeSymbol>();

    private static bool IsIgnored(AttributeData attribute) =>
        attribute.AttributeClass?.Name == "JsonIgnoreAttribute" && attribute.NamedArguments.IsEmpty;

    /// <summary>True for the namespace System and those in it.</summary>
    private static bool IsInSystemNamespace(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == "System";
    }
}
