using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>What all fixes have in common: they look at one place in one document, and can be applied everywhere at once.</summary>
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
            Register(new Fault(context, diagnostic, root, model, node));
        }
    }

    private protected abstract void Register(Fault fault);

    /// <summary>A diagnostic, and the syntax that it points at.</summary>
    private protected sealed record Fault(CodeFixContext Context, Diagnostic Diagnostic, SyntaxNode Root, SemanticModel Model, SyntaxNode Node)
    {
        public Document Document => Context.Document;

        public T? Enclosing<T>()
            where T : SyntaxNode => Node.FirstAncestorOrSelf<T>();

        /// <summary>The attribute at fault; the one whose argument is, too.</summary>
        public AttributeSyntax? Attribute => Enclosing<AttributeSyntax>();

        /// <param name="title">What the editor offers; also what tells fixes of one diagnostic apart.</param>
        /// <param name="kind">The same for every diagnostic that is fixed alike, so that all can be fixed at once.</param>
        /// <param name="change">The new document.</param>
        public void Offer(string title, string kind, Func<CancellationToken, Task<Document>> change) =>
            Context.RegisterCodeFix(CodeAction.Create(title, change, kind), Diagnostic);

        public void Offer(string title, string kind, Func<SyntaxNode> newRoot) =>
            Offer(title, kind, _ => Task.FromResult(Document.WithSyntaxRoot(newRoot())));

        public void OfferEverywhere(string title, string kind, Func<CancellationToken, Task<Solution>> change) =>
            Context.RegisterCodeFix(CodeAction.Create(title, change, kind), Diagnostic);
    }
}
