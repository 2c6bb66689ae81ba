using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Finds the type that an attribute passes to the constructor of an attribute of the framework: <c>[TypeFilter(typeof(T))]</c>, or a class
/// derived from it.
/// </summary>
/// <remarks>The source of the constructors of derived classes is read, since the type is not in the metadata of the attribute.</remarks>
internal static class AttributeTypes
{
    /// <returns>The first argument of the framework's constructor; null when it is not known at build time.</returns>
    public static INamedTypeSymbol? Passed(
        AttributeData attribute, INamedTypeSymbol type, IMethodSymbol constructor, INamedTypeSymbol? root, KnownTypes known) =>
        Passed(type, constructor, [.. attribute.ConstructorArguments.Select(one => one.Kind == TypedConstantKind.Type
            ? one.Value as INamedTypeSymbol
            : null)], root, known);

    /// <summary>Returns the type that a constructor of an attribute passes on.</summary>
    /// <param name="type">The class, with its type arguments.</param>
    /// <param name="constructor">The constructor that is called.</param>
    /// <param name="arguments">The types that its arguments are; null for other values.</param>
    /// <param name="root">The attribute of the framework.</param>
    /// <param name="known">The known types.</param>
    public static INamedTypeSymbol? Passed(
        INamedTypeSymbol type, IMethodSymbol constructor, INamedTypeSymbol?[] arguments, INamedTypeSymbol? root, KnownTypes known)
    {
        if (type.Is(root))
        {
            return arguments.Length > 0 ? arguments[0] : null;
        }

        if (constructor.IsImplicitlyDeclared)
        {
            return type.BaseType is { } inner && inner.InstanceConstructors.FirstOrDefault(one => one.Parameters.Length == 0) is { } next
                ? Passed(inner, next, [], root, known)
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
        return Passed(target, called, passed, root, known);
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
