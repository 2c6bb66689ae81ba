using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Parsing;

/// <summary>Binders of the app: types that implement <c>IParameterBinder&lt;T&gt;</c>.</summary>
internal static class CustomBinders
{
    /// <summary>Returns <c>[Bind&lt;TBinder&gt;]</c> of an argument.</summary>
    public static AttributeData? AttributeOf(BindingTarget target, KnownTypes known) =>
        target.Attributes.FirstOrDefault(attribute => attribute.AttributeClass?.OriginalDefinition.Is(known.Binding.Bind) is true);

    /// <param name="binder">The binder.</param>
    /// <param name="target">The argument.</param>
    /// <param name="known">The types to compare with.</param>
    /// <param name="error">The reason why it cannot bind the argument.</param>
    /// <returns>The type that the binder binds: that of the argument, or one that converts to it without code of the app.</returns>
    public static (ITypeSymbol Type, NullableAnnotation Annotation)? BoundType(
        ITypeSymbol binder, BindingTarget target, KnownTypes known, out string? error)
    {
        error = binder is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } ? "it is not a class or a struct"
            : !known.IsAccessible(binder) ? "generated code has no access to it"
            : null;
        if (error is not null)
        {
            return null;
        }

        var contracts = binder.AllInterfaces.Where(contract => contract.OriginalDefinition.Is(known.Binding.ParameterBinder)).ToArray();
        var found = contracts.FirstOrDefault(contract => contract.TypeArguments[0].Is(target.DeclaredType)) ??
            contracts.FirstOrDefault(contract => contract.TypeArguments[0].Is(target.Type)) ??
            contracts.FirstOrDefault(contract => IsReference(contract.TypeArguments[0], target.DeclaredType, known));
        if (found is null)
        {
            error = contracts.Length == 0 ? $"it does not implement 'IParameterBinder<{target.Type.ToDisplayString()}>'"
                : $"it binds '{string.Join("', '", contracts.Select(contract => contract.TypeArguments[0].ToDisplayString()))}'";
            return null;
        }

        return (found.TypeArguments[0], found.TypeArgumentNullableAnnotations[0]);
    }

    private static bool IsReference(ITypeSymbol from, ITypeSymbol to, KnownTypes known) =>
        ((CSharpCompilation)known.Compilation).ClassifyConversion(from, to) is { IsImplicit: true, IsReference: true };
}
