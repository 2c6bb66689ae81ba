using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the filter that an attribute names: <c>[TypeFilter(typeof(T))]</c>, or a class derived from it.</summary>
/// <remarks>
/// A derived class passes the type to the constructor of its base class. The source of these constructors is read, since the type is
/// not in the metadata of the attribute.
/// </remarks>
internal static class MvcTypeFilters
{
    public static bool IsOne(AttributeData attribute, KnownTypes known) =>
        attribute.AttributeClass is { } type && type.DerivesFrom(known.Mvc.TypeFilter) && !CreatesItself(type, known);

    /// <returns>Null when the type is not known at build time.</returns>
    public static INamedTypeSymbol? FilterOf(AttributeData attribute, KnownTypes known)
    {
        if (attribute.AttributeClass is not { } type || attribute.AttributeConstructor is not { } constructor)
        {
            return null;
        }

        // Type arguments are in the metadata of every class.
        return Generic(type, known) is { } generic
            ? generic.TypeArguments[0] as INamedTypeSymbol
            : Named(type, constructor, [.. attribute.ConstructorArguments.Select(one => one.Kind == TypedConstantKind.Type
                ? one.Value as INamedTypeSymbol
                : null)], known);
    }

    /// <summary>Returns the filters that the constructors of an attribute name.</summary>
    public static IEnumerable<INamedTypeSymbol> FiltersOf(INamedTypeSymbol type, KnownTypes known) =>
        Generic(type, known) is { } generic
            ? generic.TypeArguments.OfType<INamedTypeSymbol>()
            : type.InstanceConstructors
                .Select(constructor => Named(type, constructor, new INamedTypeSymbol?[constructor.Parameters.Length], known))
                .OfType<INamedTypeSymbol>();

    /// <summary>Returns <c>TypeFilterAttribute&lt;T&gt;</c>, from which the class derives; null for none.</summary>
    private static INamedTypeSymbol? Generic(INamedTypeSymbol type, KnownTypes known) =>
        type.SelfAndBases().FirstOrDefault(one => one.OriginalDefinition.Is(known.Mvc.TypeFilterOf));

    /// <summary>True for a class with a <c>CreateInstance</c> of its own.</summary>
    private static bool CreatesItself(INamedTypeSymbol type, KnownTypes known) => type.SelfAndBases()
        .TakeWhile(one => !one.Is(known.Mvc.TypeFilter))
        .Any(one => one.Interfaces.Any(contract => contract.Name == "IFilterFactory"));

    /// <param name="type">The class, with its type arguments.</param>
    /// <param name="constructor">The constructor that is called.</param>
    /// <param name="arguments">The types that its arguments are; null for other values.</param>
    /// <param name="known">The known types.</param>
    private static INamedTypeSymbol? Named(
        INamedTypeSymbol type, IMethodSymbol constructor, INamedTypeSymbol?[] arguments, KnownTypes known)
    {
        if (type.Is(known.Mvc.TypeFilter))
        {
            return arguments.Length > 0 ? arguments[0] : null;
        }

        if (constructor.IsImplicitlyDeclared)
        {
            return type.BaseType is { } inner && inner.InstanceConstructors.FirstOrDefault(one => one.Parameters.Length == 0) is { } next
                ? Named(inner, next, [], known)
                : null;
        }

        constructor = constructor.OriginalDefinition.PartialImplementationPart ?? constructor;
        var syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        SyntaxNode? call = syntax switch
        {
            ConstructorDeclarationSyntax declared => declared.Initializer,
            TypeDeclarationSyntax declared => declared.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault(),
            _ => null,
        };
        if (call is null || !known.Compilation.ContainsSyntaxTree(call.SyntaxTree))
        {
            return null;
        }

        var model = known.Compilation.GetSemanticModel(call.SyntaxTree);
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol called)
        {
            return null;
        }

        var list = call is ConstructorInitializerSyntax initializer ? initializer.ArgumentList
            : ((PrimaryConstructorBaseTypeSyntax)call).ArgumentList;
        var passed = new INamedTypeSymbol?[called.Parameters.Length];
        for (var i = 0; i < list.Arguments.Count; i++)
        {
            var argument = list.Arguments[i];
            var index = argument.NameColon is { Name.Identifier.ValueText: var name }
                ? called.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal ?? -1
                : i;
            if (index >= 0 && index < passed.Length)
            {
                passed[index] = Value(argument.Expression, type, constructor, arguments, model);
            }
        }

        var target = called.ContainingType.OriginalDefinition.Is(type.OriginalDefinition) ? type : type.BaseType!;
        return Named(target, called, passed, known);
    }

    private static INamedTypeSymbol? Value(
        ExpressionSyntax expression, INamedTypeSymbol type, IMethodSymbol constructor, INamedTypeSymbol?[] arguments,
        SemanticModel model) => expression switch
        {
            TypeOfExpressionSyntax named =>
                TypeParameters.Replace(model.GetTypeInfo(named.Type).Type, type, model.Compilation) as INamedTypeSymbol,
            _ when model.GetSymbolInfo(expression).Symbol is IParameterSymbol parameter &&
                parameter.ContainingSymbol.OriginalDefinition.Is(constructor.OriginalDefinition) &&
                parameter.Ordinal < arguments.Length => arguments[parameter.Ordinal],
            _ => null,
        };
}
