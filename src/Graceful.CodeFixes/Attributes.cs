using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Writes attributes and takes them away.</summary>
internal static class Attributes
{
    /// <summary>What to write for an attribute of Graceful: its name alone, unless that means another one here, or nothing.</summary>
    public static NameSyntax Name(SemanticModel model, int position, string name)
    {
        var found = model.LookupNamespacesAndTypes(position, name: name + nameof(Attribute));

        // An alias comes before what usings of namespaces bring: the package has one for [Controller].
        if (found.FirstOrDefault(symbol => symbol is IAliasSymbol) is IAliasSymbol alias)
        {
            found = [alias.Target];
        }

        var isOurs = found.Length == 1 && found[0].ContainingNamespace is { Name: "Graceful", ContainingNamespace.IsGlobalNamespace: true };
        return SyntaxFactory.ParseName(isOurs ? name : "Graceful." + name);
    }

    /// <summary>Puts an attribute on a line of its own in front of a declaration.</summary>
    public static T WithAttribute<T>(this T declaration, AttributeSyntax attribute)
        where T : MemberDeclarationSyntax
    {
        var trivia = declaration.GetLeadingTrivia();
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute));
        if (declaration.AttributeLists.Count > 0)
        {
            // Behind those that are there.
            var last = declaration.AttributeLists.Last();
            var indent = SyntaxFactory.TriviaList(last.GetLeadingTrivia().Reverse().TakeWhile(part => part.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
            return (T)declaration.WithAttributeLists(declaration.AttributeLists.Add(list.WithLeadingTrivia(indent).WithTrailingTrivia(last.GetTrailingTrivia())));
        }

        var inner = SyntaxFactory.TriviaList(trivia.Reverse().TakeWhile(part => part.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        return (T)declaration
            .WithLeadingTrivia(inner)
            .WithAttributeLists(SyntaxFactory.SingletonList(list.WithLeadingTrivia(trivia).WithTrailingTrivia(SyntaxFactory.EndOfLine("\n"))));
    }

    /// <summary>Takes an attribute away, and its brackets when they hold nothing else.</summary>
    public static SyntaxNode Without(SyntaxNode root, AttributeSyntax attribute)
    {
        if (attribute.Parent is not AttributeListSyntax { Attributes.Count: 1 } list)
        {
            return root.RemoveNode(attribute, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        }

        // What stands in front of the first brackets is that of the declaration: comments, and where it begins.
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
}
