using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the attributes of a project that derive from <c>[TypeFilter]</c>, on controllers or not.</summary>
internal static class MvcFilterAttributes
{
    /// <summary>Tested at each keystroke, so it reads syntax alone.</summary>
    public static bool MayBeOne(SyntaxNode node) =>
        node is ClassDeclarationSyntax { BaseList: not null, TypeParameterList: null } declared &&
        declared.Identifier.ValueText.EndsWith(nameof(Attribute), StringComparison.Ordinal);

    /// <summary>Returns the filters that an attribute may create.</summary>
    public static EquatableArray<MvcFilterModel> Filters(GeneratorSyntaxContext found, CancellationToken cancellation)
    {
        var known = KnownTypes.Of(found.SemanticModel.Compilation);
        return known.Mvc.IsOptedIn &&
            found.SemanticModel.GetDeclaredSymbol(found.Node, cancellation) is INamedTypeSymbol { IsAbstract: false } type &&
            !type.IsGenericType && type.DerivesFrom(known.Mvc.TypeFilter)
                ? MvcTypeFilters.FiltersOf(type, known)
                    .Select(filter => MvcFilterParser.Parse(filter, known, out _))
                    .OfType<MvcFilterModel>()
                    .ToEquatableArray()
                : EquatableArray<MvcFilterModel>.Empty;
    }
}
