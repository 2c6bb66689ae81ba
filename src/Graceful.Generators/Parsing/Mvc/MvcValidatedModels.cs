using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the types that a controller passes to <c>TryValidateModel</c>: their validators must be generated.</summary>
internal static class MvcValidatedModels
{
    private const string Method = "TryValidateModel";

    /// <summary>Returns the declared types of the models. An annotation in error leaves out its model.</summary>
    public static EquatableArray<MvcModelModel> Of(
        INamedTypeSymbol controller, KnownTypes known, ParseObserver? observer, CancellationToken cancellationToken) =>
        controller.SelfAndBases()
            .Where(type => !MvcTypes.IsInAspNetCoreAssembly(type))
            .SelectMany(type => type.OriginalDefinition.DeclaringSyntaxReferences.SelectMany(reference =>
                Found(reference.GetSyntax(cancellationToken), type, known, cancellationToken)))
            .SelectMany(type => WithDerived(type, known))
            .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)
            .Where(type => IsValid(type, controller, known, observer))
            .Select(type => new MvcModelModel(TypeNames.Of(type), known.Validated.Nested(type)))
            .ToEquatableArray();

    /// <summary>True for the methods of <c>ControllerBase</c>.</summary>
    public static bool IsCall(IMethodSymbol method, KnownTypes known) =>
        method.Name == Method && method.Root().ContainingType.Is(known.Mvc.ControllerBase);

    /// <summary>True for a type that determines the annotations of a value.</summary>
    /// <remarks>A controller replaces the type parameters of its base class.</remarks>
    public static bool IsKnownAtBuildTime(ITypeSymbol type) =>
        type.TypeKind is not TypeKind.Dynamic && type.SpecialType != SpecialType.System_Object;

    private static IEnumerable<ITypeSymbol> Found(
        SyntaxNode declaration, INamedTypeSymbol type, KnownTypes known, CancellationToken cancellationToken)
    {
        SemanticModel? model = null;
        foreach (var call in declaration.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is not (IdentifierNameSyntax { Identifier.ValueText: Method } or
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: Method }) || call.ArgumentList.Arguments.Count == 0)
            {
                continue;
            }

            model ??= known.Compilation.GetSemanticModel(declaration.SyntaxTree);
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && IsCall(method, known) &&
                model.GetTypeInfo(call.ArgumentList.Arguments[0].Expression, cancellationToken).Type is { } argument &&
                TypeParameters.Replace(argument, type, known.Compilation)?.WithoutNullable() is { } found &&
                IsKnownAtBuildTime(found) && IsNamed(found, known))
            {
                yield return found;
            }
        }
    }

    private static bool IsNamed(ITypeSymbol type, KnownTypes known) => type switch
    {
        IArrayTypeSymbol array => IsNamed(array.ElementType, known),
        INamedTypeSymbol { IsAnonymousType: false, TypeKind: not TypeKind.Error } named =>
            known.IsAccessible(named) && named.TypeArguments.All(argument => IsNamed(argument, known)),
        _ => false,
    };

    /// <summary>A value of the type may be of one that JSON creates instead.</summary>
    private static IEnumerable<ITypeSymbol> WithDerived(ITypeSymbol type, KnownTypes known) =>
        type is INamedTypeSymbol named && ContainedTypes.IsObject(named, known)
            ? known.Validated.Read(named).Derived.Prepend(type)
            : [type];

    private static bool IsValid(ITypeSymbol type, INamedTypeSymbol controller, KnownTypes known, ParseObserver? observer)
    {
        if (known.Validated.Cut(type) is not null)
        {
            return false;
        }

        var isValid = true;
        foreach (var errors in known.Validated.Reachable(type).Select(one => known.Validated.Read(one).Errors).Where(one => !one.IsEmpty))
        {
            isValid = false;
            if (observer is not null)
            {
                errors.Report(observer, controller, known);
            }
        }

        return isValid;
    }
}
