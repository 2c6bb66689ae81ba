using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the filters of an action. Those of its controller run around its own.</summary>
internal static class FilterParser
{
    /// <returns>
    /// The filters from the outermost to the innermost; null when one is in error. An action must not run without a filter that may
    /// exist to stop it.
    /// </returns>
    public static EquatableArray<FilterModel>? Parse(
        IMethodSymbol action, INamedTypeSymbol controller, KnownTypes known, ParseObserver? observer)
    {
        var filters = new List<FilterModel>();
        foreach (var type in controller.SelfAndBases().Reverse().SelectMany(symbol => Of(symbol, known))
            .Concat(action.SelfAndOverridden().Reverse().SelectMany(symbol => Of(symbol, known))))
        {
            var isService = type.IsAbstract || type.TypeKind == TypeKind.Interface;
            var creation = isService ? null : CreationParser.Parse(type, known.IsOwn(type) ? type : action, known, observer);
            if (isService && !known.IsAccessible(type))
            {
                observer?.Report(Descriptors.NotConstructible, action, TypeNames.Plain(type), "generated code cannot see it");
                return null;
            }

            if (creation is null && !isService)
            {
                return null;
            }

            filters.Add(new FilterModel(TypeNames.Of(type), creation));
        }

        return filters.ToEquatableArray();
    }

    private static IEnumerable<INamedTypeSymbol> Of(ISymbol symbol, KnownTypes known) => symbol.GetAttributes()
        .Select(attribute => attribute.AttributeClass)
        .Where(type => type is { TypeArguments.Length: 1 } && type.TypeArguments[0] is INamedTypeSymbol { TypeKind: not TypeKind.Error } &&
            type.OriginalDefinition.Is(known.Binding.Filter))
        .Select(type => (INamedTypeSymbol)type!.TypeArguments[0]);
}
