using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the controllers and actions that MVC would find.</summary>
internal static class MvcControllers
{
    private const string Suffix = "Controller";

    /// <summary>True for a class that MVC takes as a controller, in a program that compiles them.</summary>
    /// <remarks>The rules are those of dotnet/aspnetcore, src/Mvc/Mvc.Core/src/Controllers/ControllerFeatureProvider.cs.</remarks>
    public static bool IsOne(INamedTypeSymbol type, KnownTypes known) =>
        known.Mvc.IsOptedIn &&
        type is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, IsGenericType: false, ContainingType: null } &&
        type.DeclaredAccessibility == Accessibility.Public &&
        type.Attribute(known.Controller) is null &&
        !HasInherited(type, known.Mvc.NonController) &&
        (type.Name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) || HasInherited(type, known.Mvc.Controller));

    /// <summary>Returns the methods that MVC takes as actions: those of the class and its bases.</summary>
    /// <remarks>The rules are those of src/Mvc/Mvc.Core/src/ApplicationModels/DefaultApplicationModelProvider.cs, IsAction.</remarks>
    public static IEnumerable<IMethodSymbol> Actions(INamedTypeSymbol controller, KnownTypes known)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var type in controller.SelfAndBases())
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                if (method.OverriddenMethod is { } inner)
                {
                    overridden.Add(inner.OriginalDefinition);
                }

                if (!overridden.Contains(method.OriginalDefinition) && IsAction(method, known))
                {
                    yield return method;
                }
            }
        }
    }

    /// <summary>Returns the value of <c>[controller]</c>.</summary>
    public static string NameOf(INamedTypeSymbol controller) =>
        controller.Name.Length > Suffix.Length && controller.Name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
            ? controller.Name.Substring(0, controller.Name.Length - Suffix.Length)
            : controller.Name;

    /// <summary>True when the class or a base has <c>[ApiController]</c>, or an attribute of the app like it, or the assembly.</summary>
    public static bool IsApi(INamedTypeSymbol controller, KnownTypes known) =>
        MvcAppliedAttributes.Of(controller, known).Select(one => one.Attribute)
            .Concat(controller.ContainingAssembly.AppliedAttributes())
            .Any(attribute => attribute.AttributeClass?.Implements(known.Mvc.ApiBehavior) == true);

    private static bool IsAction(IMethodSymbol method, KnownTypes known) =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsAbstract: false, IsGenericMethod: false,
            DeclaredAccessibility: Accessibility.Public } &&
        method.Root().ContainingType.SpecialType != SpecialType.System_Object &&
        method.InheritedAttribute(known.Mvc.NonAction) is null &&
        !IsDispose(method, known);

    private static bool IsDispose(IMethodSymbol method, KnownTypes known) =>
        method.Parameters.Length == 0 &&
        ((method.Name == "Dispose" && method.ContainingType.Implements(known.Disposable)) ||
        (method.Name == "DisposeAsync" && method.ContainingType.Implements(known.AsyncDisposable)));

    private static bool HasInherited(INamedTypeSymbol type, INamedTypeSymbol? attribute) =>
        attribute is not null && type.SelfAndBases().Any(one =>
            one.AppliedAttributes().Any(candidate => candidate.AttributeClass?.DerivesFrom(attribute) == true));
}
