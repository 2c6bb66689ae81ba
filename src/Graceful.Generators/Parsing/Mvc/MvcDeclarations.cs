using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the declarations that may be controllers of MVC, which no attribute of ours marks.</summary>
internal static class MvcDeclarations
{
    /// <summary>Tested at each keystroke, so it reads syntax alone.</summary>
    public static bool MayBeController(ClassDeclarationSyntax declared) =>
        declared is { TypeParameterList: null, Parent: BaseNamespaceDeclarationSyntax or CompilationUnitSyntax } &&
        !declared.Modifiers.Any(SyntaxKind.StaticKeyword) &&
        (declared.BaseList is not null || declared.AttributeLists.Count > 0 ||
            declared.Identifier.ValueText.EndsWith("Controller", StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the class; null for a further declaration of a partial class, which is parsed once.</summary>
    public static INamedTypeSymbol? Symbol(GeneratorSyntaxContext found, CancellationToken cancellation) =>
        found.SemanticModel.GetDeclaredSymbol((ClassDeclarationSyntax)found.Node, cancellation) is { } type &&
        type.DeclaringSyntaxReferences.First(reference => MayBeController((ClassDeclarationSyntax)reference.GetSyntax(cancellation)))
            .GetSyntax(cancellation) == found.Node
            ? type
            : null;
}
