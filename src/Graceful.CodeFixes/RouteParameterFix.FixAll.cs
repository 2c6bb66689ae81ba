using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace Graceful.CodeFixes;

// "Fix all": several fixes of one method depend on each other.
public sealed partial class RouteParameterFix
{
    private sealed class FixAll : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => fixAllContext.CodeActionEquivalenceKey switch
        {
            RenameArgument => CodeAction.Create("Rename the arguments", _ => RenameAsync(fixAllContext), RenameArgument),
            AddArgument => CodeAction.Create("Add the arguments", _ => AddAsync(fixAllContext), AddArgument),
            _ => await WellKnownFixAllProviders.BatchFixer.GetFixAsync(fixAllContext).ConfigureAwait(false),
        };

        /// <summary>Renames one argument after the other: a name that the method has by then is not used again.</summary>
        private static async Task<Solution> RenameAsync(FixAllContext context)
        {
            var renames = new List<(ProjectId Project, string Method, int Ordinal, string Name)>();
            foreach (var fix in await ContextsAsync(context).ConfigureAwait(false))
            {
                if (MisnamedOf(fix) is { CanRenameArgument: true } misnamed &&
                    fix.Model.GetDeclaredSymbol(misnamed.Method, context.CancellationToken) is { } method &&
                    DocumentationCommentId.CreateDeclarationId(method) is { } id)
                {
                    var ordinal = misnamed.Method.ParameterList.Parameters.IndexOf(misnamed.Argument);
                    renames.Add((fix.Document.Project.Id, id, ordinal, misnamed.Written));
                }
            }

            var solution = context.Solution;
            foreach (var same in renames.GroupBy(one => (one.Project, one.Method, one.Ordinal)))
            {
                var (project, id, ordinal, name) = same.First();
                var compilation = await solution.GetProject(project)!.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false);
                if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation!) is IMethodSymbol method &&
                    method.Parameters.All(parameter => parameter.Name != name))
                {
                    solution = await Renamer.RenameSymbolAsync(
                        solution, method.Parameters[ordinal], default, name, context.CancellationToken).ConfigureAwait(false);
                }
            }

            return solution;
        }

        private static async Task<Solution> AddAsync(FixAllContext context)
        {
            var additions = new List<(Document Document, MethodDeclarationSyntax Method, ParameterSyntax Added)>();
            foreach (var fix in await ContextsAsync(context).ConfigureAwait(false))
            {
                if (await MissingOf(fix).ConfigureAwait(false) is var (method, added))
                {
                    additions.Add((fix.Document, method, added));
                }
            }

            var solution = context.Solution;
            foreach (var document in additions.GroupBy(one => one.Document))
            {
                var methods = document.GroupBy(one => one.Method).ToDictionary(
                    one => one.Key, one => one.Select(addition => addition.Added).Distinct(new SameName()).ToArray());
                var root = await document.Key.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentSyntaxRoot(document.Key.Id, root!.ReplaceNodes(
                    methods.Keys, (method, current) => methods[method].Aggregate(current, WithArgument)));
            }

            return solution;
        }

        private static async Task<IReadOnlyList<FixContext>> ContextsAsync(FixAllContext context)
        {
            var contexts = new List<FixContext>();
            var projects = await FixAllDiagnostics.ByProjectAsync(context).ConfigureAwait(false);
            foreach (var diagnostic in projects.SelectMany(project => project.Diagnostics))
            {
                if (context.Solution.GetDocument(diagnostic.Location.SourceTree) is { } document &&
                    await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is { } root &&
                    await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } model)
                {
                    contexts.Add(new FixContext(
                        new CodeFixContext(document, diagnostic, (_, _) => { }, context.CancellationToken),
                        diagnostic, root, model, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)));
                }
            }

            return contexts;
        }
    }

    private sealed class SameName : IEqualityComparer<ParameterSyntax>
    {
        public bool Equals(ParameterSyntax? left, ParameterSyntax? right) => left?.Identifier.ValueText == right?.Identifier.ValueText;

        public int GetHashCode(ParameterSyntax parameter) => parameter.Identifier.ValueText.Length;
    }
}
