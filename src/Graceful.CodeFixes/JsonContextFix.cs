using System.Collections.Immutable;
using System.Composition;
using Graceful.Generators.Analyzers.Advice;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Graceful.CodeFixes;

/// <summary>Lists a type in the first JsonSerializerContext of the program, or writes one (GR0034).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class JsonContextFix() : CodeFix("GR0034")
{
    internal const string Kind = "ListType";

    private const string Space = "System.Text.Json.Serialization";

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new JsonContextFixAll();

    private protected override void Register(Fault fault)
    {
        if (fault.Diagnostic.Properties.TryGetValue(JsonCoverage.Type, out var type) && type is not null)
        {
            var context = First(fault.Model.Compilation);
            fault.OfferEverywhere(
                context is null ? "Write a JsonSerializerContext that lists the type" : $"List the type in {context.Name}",
                Kind,
                cancellation => ListAsync(fault.Document, [type], cancellation));
        }
    }

    private static INamedTypeSymbol? First(Compilation compilation) => JsonContexts.Own(compilation) is { Count: > 0 } contexts ? contexts[0] : null;

    /// <summary>The context, or when there is none the document, gets one line for each type.</summary>
    internal static async Task<Solution> ListAsync(Document document, ImmutableArray<string> types, CancellationToken cancellation)
    {
        var solution = document.Project.Solution;
        var compilation = await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false);
        var declaration = First(compilation!)?.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<ClassDeclarationSyntax>()
            .OrderByDescending(candidate => candidate.AttributeLists.Count)
            .FirstOrDefault();
        if (declaration is not null && solution.GetDocument(declaration.SyntaxTree) is { } holder)
        {
            var root = await declaration.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
            var listed = types.Aggregate(declaration, (one, type) => one.WithAttribute(Listing(type)));
            return await SimplifyAsync(holder.WithSyntaxRoot(root.ReplaceNode(declaration, listed)), cancellation).ConfigureAwait(false);
        }

        return await SimplifyAsync(document.WithSyntaxRoot(WithContext(await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false), types)), cancellation).ConfigureAwait(false);
    }

    private static CompilationUnitSyntax WithContext(SyntaxNode? root, ImmutableArray<string> types)
    {
        var declaration = (ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"internal sealed partial class AppJson : global::{Space}.JsonSerializerContext;")!;
        var parents = declaration.BaseList!;
        declaration = declaration
            .WithBaseList(parents.ReplaceNode(parents.Types[0].Type, parents.Types[0].Type.WithAdditionalAnnotations(Simplifier.Annotation)))
            .WithTrailingTrivia(SyntaxFactory.EndOfLine("\n"));
        declaration = types.Aggregate(declaration, (one, type) => one.WithAttribute(Listing(type)));
        declaration = declaration.WithLeadingTrivia(declaration.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine("\n")));
        var unit = (CompilationUnitSyntax)root!;
        return unit.Members.OfType<BaseNamespaceDeclarationSyntax>().LastOrDefault() is { } space
            ? unit.ReplaceNode(space, space.AddMembers(declaration))
            : unit.AddMembers(declaration);
    }

    private static AttributeSyntax Listing(string type)
    {
        // Each name by itself: what is marked is shortened, and not what it holds.
        var listed = SyntaxFactory.ParseTypeName(type);
        listed = listed.ReplaceNodes(listed.DescendantNodesAndSelf().OfType<TypeSyntax>(), (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));
        return SyntaxFactory.Attribute(
            SyntaxFactory.ParseName($"global::{Space}.JsonSerializableAttribute").WithAdditionalAnnotations(Simplifier.Annotation),
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(listed)))));
    }

    private static async Task<Solution> SimplifyAsync(Document document, CancellationToken cancellation) =>
        (await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellation).ConfigureAwait(false)).Project.Solution;
}

/// <summary>All types at once: one by one, each would be put on the same line of the same file.</summary>
internal sealed class JsonContextFixAll : FixAllProvider
{
    public override async Task<Microsoft.CodeAnalysis.CodeActions.CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var diagnostics = fixAllContext is { Scope: FixAllScope.Document, Document: { } one }
            ? await fixAllContext.GetDocumentDiagnosticsAsync(one).ConfigureAwait(false)
            : await fixAllContext.GetAllDiagnosticsAsync(fixAllContext.Project).ConfigureAwait(false);
        var types = diagnostics
            .Select(diagnostic => diagnostic.Properties.TryGetValue(JsonCoverage.Type, out var type) ? type : null)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToImmutableArray();
        var document = fixAllContext.Document ?? fixAllContext.Project.Documents.First(candidate => diagnostics.Any(diagnostic => diagnostic.Location.SourceTree?.FilePath == candidate.FilePath));
        return types.IsEmpty ? null : Microsoft.CodeAnalysis.CodeActions.CodeAction.Create(
            "List the types in a JsonSerializerContext",
            cancellation => JsonContextFix.ListAsync(document, types, cancellation),
            JsonContextFix.Kind);
    }
}
