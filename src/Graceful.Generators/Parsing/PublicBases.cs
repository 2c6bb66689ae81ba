using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Classes of a library from which controllers of another assembly may derive. The compiler of that assembly imports only public and
/// protected members: an internal hook would be missing there without a message.
/// </summary>
internal static class PublicBases
{
    /// <summary>Returns the reason why a hook or an action must be public; null when it is, or need not be.</summary>
    public static string? NotInheritable(IMethodSymbol method, KnownTypes known) =>
        method.DeclaredAccessibility != Accessibility.Public && known.IsOwn(method) && IsOfLibrary(known) && IsOne(method.ContainingType)
            ? $"a controller of another assembly that derives from '{method.ContainingType.Name}' would run without it; make it public, " +
                "or the class internal or sealed"
            : null;

    private static bool IsOfLibrary(KnownTypes known) =>
        known.Compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule;

    private static bool IsOne(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsSealed: false, IsStatic: false } &&
        IsVisible(type) &&
        type.InstanceConstructors.Any(constructor => IsVisible(constructor.DeclaredAccessibility));

    private static bool IsVisible(INamedTypeSymbol? type)
    {
        while (type is not null && IsVisible(type.DeclaredAccessibility))
        {
            type = type.ContainingType;
        }

        return type is null;
    }

    /// <summary>True for an accessibility that includes derived classes of other assemblies.</summary>
    private static bool IsVisible(Accessibility accessibility) =>
        accessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
