using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>The base of all code fixes: each fixes one location in one document and supports "Fix all".</summary>
public abstract class CodeFix : CodeFixProvider
{
    private protected CodeFix(params string[] ids) => FixableDiagnosticIds = [.. ids];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root ||
            await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            await RegisterAsync(new FixContext(context, diagnostic, root, model, node)).ConfigureAwait(false);
        }
    }

    /// <summary>Offers the fixes of a diagnostic that take the rest of the solution into account.</summary>
    private protected virtual Task RegisterAsync(FixContext context)
    {
        Register(context);
        return Task.CompletedTask;
    }

    private protected virtual void Register(FixContext context)
    {
    }

    /// <summary>A diagnostic and the syntax at its location.</summary>
    private protected sealed record FixContext(
        CodeFixContext Context, Diagnostic Diagnostic, SyntaxNode Root, SemanticModel Model, SyntaxNode Node)
    {
        public Document Document => Context.Document;

        public T? Enclosing<T>()
            where T : SyntaxNode => Node.FirstAncestorOrSelf<T>();

        /// <summary>The attribute that the diagnostic points at or into.</summary>
        public AttributeSyntax? Attribute => Enclosing<AttributeSyntax>();

        /// <param name="title">The title in the editor.</param>
        /// <param name="kind">The equivalence key: "Fix all" applies the fixes of one kind together.</param>
        /// <param name="change">Creates the changed document.</param>
        public void Offer(string title, string kind, Func<CancellationToken, Task<Document>> change) =>
            Context.RegisterCodeFix(CodeAction.Create(title, change, kind), Diagnostic);

        public void Offer(string title, string kind, Func<SyntaxNode> newRoot) =>
            Offer(title, kind, _ => Task.FromResult(Document.WithSyntaxRoot(newRoot())));

        public void OfferEverywhere(string title, string kind, Func<CancellationToken, Task<Solution>> change) =>
            Context.RegisterCodeFix(CodeAction.Create(title, change, kind), Diagnostic);
    }
}
