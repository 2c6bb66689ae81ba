using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Adds and removes attributes.</summary>
internal static class Attributes
{
    /// <summary>Returns the name of an attribute of Graceful, qualified where the simple name has another or no meaning.</summary>
    public static NameSyntax Name(SemanticModel model, int position, string name)
    {
        var found = model.LookupNamespacesAndTypes(position, name: name + nameof(Attribute));

        // An alias takes precedence over imported namespaces.
        if (found.FirstOrDefault(symbol => symbol is IAliasSymbol) is IAliasSymbol alias)
        {
            found = [alias.Target];
        }

        var isOurs = found.Length == 1 && found[0].ContainingNamespace is { Name: "Graceful", ContainingNamespace.IsGlobalNamespace: true };
        return SyntaxFactory.ParseName(isOurs ? name : "Graceful." + name);
    }

    /// <summary>Adds an attribute on its own line before a declaration, after its other attributes.</summary>
    public static T WithAttribute<T>(this T declaration, AttributeSyntax attribute)
        where T : MemberDeclarationSyntax
    {
        var trivia = declaration.GetLeadingTrivia();
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute));
        if (declaration.AttributeLists.Count > 0)
        {
            var last = declaration.AttributeLists.Last();
            return (T)declaration.WithAttributeLists(declaration.AttributeLists.Add(list
                .WithLeadingTrivia(Indentation(last.GetLeadingTrivia()))
                .WithTrailingTrivia(last.GetTrailingTrivia())));
        }

        return (T)declaration
            .WithLeadingTrivia(Indentation(trivia))
            .WithAttributeLists(SyntaxFactory.SingletonList(list
                .WithLeadingTrivia(trivia)
                .WithTrailingTrivia(SyntaxFactory.EndOfLine("\n"))));
    }

    /// <summary>Removes an attribute, and its list when that becomes empty.</summary>
    public static SyntaxNode Without(SyntaxNode root, AttributeSyntax attribute)
    {
        if (attribute.Parent is not AttributeListSyntax { Attributes.Count: 1 } list)
        {
            return root.RemoveNode(attribute, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        }

        // The trivia before the first list belongs to the declaration: comments and indentation.
        var isFirst = list.Parent?.GetFirstToken() == list.GetFirstToken();
        var next = list.GetLastToken().GetNextToken();
        var trivia = list.GetLeadingTrivia();
        if (!isFirst)
        {
            return root.RemoveNode(list, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        }

        var tracked = root.TrackNodes(list);
        tracked = tracked.ReplaceToken(tracked.GetCurrentNode(list)!.GetLastToken().GetNextToken(), next.WithLeadingTrivia(trivia));
        return tracked.RemoveNode(tracked.GetCurrentNode(list)!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    private static SyntaxTriviaList Indentation(SyntaxTriviaList trivia) =>
        SyntaxFactory.TriviaList(trivia.Reverse().TakeWhile(part => part.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
}
