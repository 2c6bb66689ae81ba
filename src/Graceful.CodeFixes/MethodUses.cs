using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Graceful.CodeFixes;

/// <summary>The uses of a method in the source of a solution.</summary>
internal enum MethodUse
{
    /// <summary>Generated code alone calls it.</summary>
    None,

    /// <summary>Code calls it.</summary>
    Called,

    /// <summary>Code converts it to a delegate, whose signature it must keep.</summary>
    Converted,
}

/// <summary>Finds the uses of a method.</summary>
internal static class MethodUses
{
    public static async Task<MethodUse> OfAsync(ISymbol? method, Solution solution, CancellationToken cancellation)
    {
        var use = MethodUse.None;
        foreach (var location in await LocationsAsync(method, solution, cancellation).ConfigureAwait(false))
        {
            if (await location.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root)
            {
                var found = UseAt(root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true));
                use = found > use ? found : use;
            }
        }

        return use;
    }

    /// <summary>Returns the references in written code. An editor also finds those in generated code, which follows every change.</summary>
    public static async Task<IReadOnlyList<ReferenceLocation>> LocationsAsync(
        ISymbol? symbol, Solution solution, CancellationToken cancellation) => symbol is null
        ? []
        : [.. (await SymbolFinder.FindReferencesAsync(symbol, solution, cancellation).ConfigureAwait(false))
            .SelectMany(found => found.Locations)
            .Where(location => location.Document is not SourceGeneratedDocument)];

    private static MethodUse UseAt(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<CrefSyntax>() is not null || IsInNameOf(node))
        {
            return MethodUse.None;
        }

        var name = node.FirstAncestorOrSelf<SimpleNameSyntax>() as ExpressionSyntax;
        var whole = name?.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? (ExpressionSyntax)name.Parent : name;
        return whole?.Parent is InvocationExpressionSyntax call && call.Expression == whole ? MethodUse.Called : MethodUse.Converted;
    }

    private static bool IsInNameOf(SyntaxNode node) => node.Ancestors().OfType<InvocationExpressionSyntax>().Any(call =>
        call.Expression is IdentifierNameSyntax name && name.Identifier.IsKind(SyntaxKind.IdentifierToken) &&
        name.Identifier.ValueText == "nameof");
}
