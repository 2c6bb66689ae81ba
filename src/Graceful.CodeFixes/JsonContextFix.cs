using System.Collections.Immutable;
using System.Composition;
using Graceful.Generators.Analyzers.Checks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Graceful.CodeFixes;

/// <summary>Adds a type to the first JsonSerializerContext of the program, or adds a context (GR0034).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class JsonContextFix() : CodeFix("GR0034")
{
    internal const string Kind = "ListType";

    private const string Space = "System.Text.Json.Serialization";

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new JsonContextFixAll();

    private protected override void Register(FixContext context)
    {
        if (context.Diagnostic.Properties.TryGetValue(JsonCoverage.Type, out var type) && type is not null)
        {
            var serializer = First(context.Model.Compilation);
            context.OfferEverywhere(
                serializer is null ? "Add a JsonSerializerContext for the type" : $"Add the type to {serializer.Name}",
                Kind,
                cancellation => ListAsync(context.Document, [type], cancellation));
        }
    }

    private static INamedTypeSymbol? First(Compilation compilation) =>
        JsonContexts.Own(compilation) is { Count: > 0 } contexts ? contexts[0] : null;

    /// <summary>Adds one attribute for each type to the first context, or a context to the document.</summary>
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

        var name = compilation!.ContainsSymbolsWithName("AppJson", SymbolFilter.Type, cancellation) ? "AppJsonContext" : "AppJson";
        var withContext = WithContext(await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false), name, types);
        return await SimplifyAsync(document.WithSyntaxRoot(withContext), cancellation).ConfigureAwait(false);
    }

    private static CompilationUnitSyntax WithContext(SyntaxNode? root, string name, ImmutableArray<string> types)
    {
        var declaration = (ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
            $"internal sealed partial class {name} : global::{Space}.JsonSerializerContext;")!;
        var bases = declaration.BaseList!;
        var context = bases.Types[0].Type;
        declaration = declaration
            .WithBaseList(bases.ReplaceNode(context, context.WithAdditionalAnnotations(Simplifier.Annotation)))
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
        // The simplifier shortens annotated nodes only, not the names inside of them.
        var listed = SyntaxFactory.ParseTypeName(type);
        listed = listed.ReplaceNodes(
            listed.DescendantNodesAndSelf().OfType<TypeSyntax>(), (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));
        return SyntaxFactory.Attribute(
            SyntaxFactory.ParseName($"global::{Space}.JsonSerializableAttribute").WithAdditionalAnnotations(Simplifier.Annotation),
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(
                SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(listed)))));
    }

    private static async Task<Solution> SimplifyAsync(Document document, CancellationToken cancellation) =>
        (await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellation).ConfigureAwait(false))
            .Project.Solution;
}

/// <summary>Adds all types of a project in one change: separate changes to the same line would conflict.</summary>
internal sealed class JsonContextFixAll : FixAllProvider
{
    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(CodeAction.Create(
        "Add the types to a JsonSerializerContext", _ => ListAsync(fixAllContext), JsonContextFix.Kind));

    private static async Task<Solution> ListAsync(FixAllContext context)
    {
        var solution = context.Solution;
        foreach (var (project, diagnostics) in await FixAllDiagnostics.ByProjectAsync(context).ConfigureAwait(false))
        {
            var types = diagnostics
                .Select(diagnostic => diagnostic.Properties.TryGetValue(JsonCoverage.Type, out var type) ? type : null)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .ToImmutableArray();
            var document = context.Document is { } current && current.Project.Id == project.Id ? current
                : diagnostics.Select(diagnostic => project.GetDocument(diagnostic.Location.SourceTree)).OfType<Document>().FirstOrDefault();
            if (!types.IsEmpty && document is not null)
            {
                solution = await JsonContextFix.ListAsync(solution.GetDocument(document.Id)!, types, context.CancellationToken)
                    .ConfigureAwait(false);
            }
        }

        return solution;
    }
}
