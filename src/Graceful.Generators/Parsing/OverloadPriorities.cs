using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Parsing;

/// <summary>Overloads with <c>[OverloadResolutionPriority]</c>, which C# prefers to one whose parameters fit better.</summary>
internal static class OverloadPriorities
{
    /// <summary>Returns the overload that a call with the arguments of the method calls in its place; null for none.</summary>
    public static IMethodSymbol? Preferred(IMethodSymbol method, KnownTypes known)
    {
        // The attribute has an effect on the method that declares what others override, among the methods of its class.
        var declared = method.Root();
        var overloads = declared.ContainingType.GetMembers(declared.Name);
        return overloads.Length == 1
            ? null
            : overloads.OfType<IMethodSymbol>().FirstOrDefault(other =>
                PriorityOf(other) > PriorityOf(declared) && known.IsAccessible(other) && Accepts(other, declared, known));
    }

    private static int PriorityOf(IMethodSymbol method) => method.GetAttributes()
        .FirstOrDefault(attribute => attribute.AttributeClass is
            { Name: "OverloadResolutionPriorityAttribute", ContainingNamespace.Name: "CompilerServices" })?
        .ConstructorArguments.FirstOrDefault().Value as int? ?? 0;

    private static bool Accepts(IMethodSymbol other, IMethodSymbol method, KnownTypes known) =>
        other.IsGenericMethod ||
        (other.Parameters.Length >= method.Parameters.Length &&
            other.Parameters.Skip(method.Parameters.Length).All(parameter => parameter.IsOptional || parameter.IsParams) &&
            method.Parameters.Zip(other.Parameters, (from, to) => IsConverted(from, to, known)).All(isConverted => isConverted));

    private static bool IsConverted(IParameterSymbol from, IParameterSymbol to, KnownTypes known) =>
        from.RefKind is RefKind.Out or RefKind.Ref ? to.RefKind == from.RefKind && to.Type.Is(from.Type)
        : to.RefKind is RefKind.None or RefKind.In &&
            ((CSharpCompilation)known.Compilation).ClassifyConversion(from.Type, to.Type).IsImplicit;
}
