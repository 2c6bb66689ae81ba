using System.Collections.Immutable;
using System.Globalization;
using Generator.Tests.Harness;
using Graceful.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Project = Microsoft.CodeAnalysis.Project;

namespace Generator.Tests.Diagnostics;

/// <summary>Applies code fixes to a program in a workspace.</summary>
internal static class Fixing
{
    public static readonly IReadOnlyList<CodeFixProvider> Fixes =
        [new ControllerFix(), new RemoveAttributeFix(), new MvcAttributeFix(), new ArgumentFix(), new RouteParameterFix(),
            new JsonContextFix()];

    /// <summary>Returns the code fixes of the first diagnostic with the id.</summary>
    public static async Task<IReadOnlyList<CodeAction>> OffersAsync(Document document, string id)
    {
        var diagnostics = await DiagnosticsAsync(document.Project);
        var diagnostic = diagnostics.First(candidate => candidate.Id == id && candidate.Location.SourceTree!.FilePath == document.FilePath);
        return await OffersAsync(document, diagnostic);
    }

    /// <summary>Applies one code fix of the first diagnostic.</summary>
    public static async Task<Project> FixAsync(Project project, string id, string kind)
    {
        var document = project.Documents.Last();
        var offers = await OffersAsync(document, id);
        var action = offers.SingleOrDefault(offer => offer.EquivalenceKey == kind);
        Assert.True(action is not null,
            $"{kind} is not offered; offered are: {string.Join(", ", offers.Select(offer => offer.EquivalenceKey))}");
        return (await ApplyAsync(action)).GetProject(project.Id)!;
    }

    /// <summary>Applies "Fix all" in the project.</summary>
    public static async Task<Project> FixAllAsync(Project project, string id, string kind)
    {
        var diagnostics = (await DiagnosticsAsync(project)).Where(diagnostic => diagnostic.Id == id).ToImmutableArray();
        var document = project.GetDocument(diagnostics[0].Location.SourceTree)!;
        return (await FixAllAsync(document, FixAllScope.Project, id, kind)).GetProject(project.Id)!;
    }

    /// <summary>Applies "Fix all" in the solution, from the last document of its first project.</summary>
    public static Task<Solution> FixAllAsync(Solution solution, string id, string kind) =>
        FixAllAsync(solution.Projects.First().Documents.Last(), FixAllScope.Solution, id, kind);

    private static async Task<Solution> FixAllAsync(Document document, FixAllScope scope, string id, string kind)
    {
        var fix = Fixes.Single(candidate => candidate.FixableDiagnosticIds.Contains(id));
        var context = new FixAllContext(document, fix, scope, kind, [id], new Provider(id), CancellationToken.None);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        return await ApplyAsync(action!);
    }

    public static Project Open(params string[] sources)
    {
        // Not disposed: tests compare its solutions later, and it holds only memory.
        var workspace = new AdhocWorkspace();
        var compilation = Compilations.Create(sources);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            compilation.AssemblyName!,
            compilation.AssemblyName!,
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: Compilations.ParseOptions,
            metadataReferences: compilation.References));
        foreach (var tree in compilation.SyntaxTrees)
        {
            project = project.AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath).Project;
        }

        return project;
    }

    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Project project) =>
        await Analysis.RunAsync((CSharpCompilation)(await project.GetCompilationAsync())!);

    /// <summary>Returns the text of all files except the global usings.</summary>
    public static async Task<string> TextAsync(Project project)
    {
        var texts = new List<string>();
        foreach (var document in project.Documents.Skip(1))
        {
            texts.Add((await document.GetTextAsync()).ToString());
        }

        return string.Join("\n---\n", texts);
    }

    public static async Task<IReadOnlyList<CodeAction>> OffersAsync(Document document, Diagnostic diagnostic)
    {
        var offers = new List<CodeAction>();
        foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action),
                CancellationToken.None));
        }

        Assert.All(offers, offer => Assert.False(string.IsNullOrEmpty(offer.Title.ToString(CultureInfo.InvariantCulture))));
        return offers;
    }

    private static async Task<Solution> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    private sealed class Provider(string id) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await DiagnosticsAsync(project)).Where(diagnostic => diagnostic.Id == id);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken) =>
            (await GetAllDiagnosticsAsync(document.Project, cancellationToken))
                .Where(diagnostic => diagnostic.Location.SourceTree!.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
