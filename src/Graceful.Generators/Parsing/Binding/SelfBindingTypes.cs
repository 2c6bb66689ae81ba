using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Types that bind themselves: <c>public static ValueTask&lt;T&gt; BindAsync(HttpContext)</c>.</summary>
internal static class SelfBindingTypes
{
    /// <param name="target">The argument.</param>
    /// <param name="known">The types to compare with.</param>
    /// <param name="error">The reason why an existing BindAsync cannot be used.</param>
    /// <returns>Null when the type has no usable BindAsync.</returns>
    public static SelfBinding? Find(BindingTarget target, KnownTypes known, out string? error)
    {
        error = null;
        foreach (var holder in Holders(target.Type))
        {
            foreach (var method in holder.GetMembers("BindAsync").OfType<IMethodSymbol>().Where(method => method is
                { IsStatic: true, IsGenericMethod: false, DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 } &&
                method.Parameters[0].Type.Is(known.HttpContext)))
            {
                var preferred = OverloadPriorities.Preferred(method, known);
                if (method.Parameters.Length == 1 && !method.IsAbstract && !method.IsVirtual && !method.IsObsoleteAsError() &&
                    Returned(preferred ?? method, target, known) is { } mayBeNull)
                {
                    error = null;
                    return new SelfBinding(target.Name, TypeNames.Of(holder), mayBeNull, target.IsOptional);
                }

                error = method.Parameters.Length == 1 && preferred is not null
                    ? $"C# calls '{preferred.ToDisplayString()}' in its place, which has a higher [OverloadResolutionPriority]"
                    : error ?? Unusable(method, target, known);
            }
        }

        if (error is null && target.Type.AllInterfaces.Any(contract => contract.Name == "IBindableFromHttpContext"))
        {
            error = "that of IBindableFromHttpContext wants a ParameterInfo, which only reflection has";
        }

        return null;
    }

    private static string Unusable(IMethodSymbol method, BindingTarget target, KnownTypes known) =>
        method is { ContainingType.TypeKind: TypeKind.Interface, Parameters.Length: 1 }
            ? $"generated code cannot call the method of the interface {method.ContainingType.Name}; declare it in the type"
        : method.IsObsoleteAsError() ? "it is obsolete, and an error to call ([Obsolete(..., error: true)])"
        : method.Parameters.Length == 2 && method.Parameters[1].Type.Is(known.Binding.ParameterInfo)
            ? "it wants a ParameterInfo, which only reflection has"
        : $"it is not 'static ValueTask<{target.Type.Name}> BindAsync(HttpContext)'";

    /// <summary>The type, its base classes, and its interfaces: an interface may provide the method with a body.</summary>
    private static IEnumerable<INamedTypeSymbol> Holders(ITypeSymbol type) => ((type as INamedTypeSymbol)?.SelfAndBases() ?? [])
        .Concat(type.AllInterfaces.Where(contract => contract.Name != "IBindableFromHttpContext"));

    private static bool? Returned(IMethodSymbol method, BindingTarget target, KnownTypes known)
    {
        if (method.ReturnType is not INamedTypeSymbol { TypeArguments.Length: 1 } task || !task.OriginalDefinition.Is(known.ValueTaskOf))
        {
            return null;
        }

        var result = task.TypeArguments[0];
        var isNullableValue = result.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        var value = isNullableValue ? ((INamedTypeSymbol)result).TypeArguments[0] : result;
        return value.Is(target.Type) ? isNullableValue || value.IsReferenceType : null;
    }
}
