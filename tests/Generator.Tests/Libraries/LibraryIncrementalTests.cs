using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Libraries;

/// <summary>The generator steps for library controllers that an edit runs again.</summary>
public sealed class LibraryIncrementalTests
{
    private const string Library =
        "namespace Lib; [Controller] public static class LibraryController { [Action] public static void Show() { } }";
    private const string App = "[Controller] public static class OwnController { [Action] public static void Show() { } }";

    private static readonly IncrementalStepRunReason[] NothingToDo = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    [Fact]
    public void An_edit_of_the_program_reads_no_library_again()
    {
        var run = GeneratorRun.Of(Compilations.Create("App", [CompiledLibrary.Compile("Lib", Library).File], App));
        var edited = Edit(run, App.Replace("Show", "Display", StringComparison.Ordinal));

        Assert.Contains("/own/Display", edited.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);
        Assert.Contains("LibraryControllerRoutes.ShowRoute", edited.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);
        Assert.All(edited.Reasons["Libraries"], reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(edited.Reasons["LibraryControllers"], reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_the_body_of_an_action_writes_no_link_again()
    {
        var run = GeneratorRun.Of(Compilations.Create("App", [CompiledLibrary.Compile("Lib", Library).File], App));
        var edited = Edit(run, App.Replace("{ }", "{ Console.WriteLine(); }", StringComparison.Ordinal));

        Assert.All(edited.Reasons["Links"], reason => Assert.Contains(reason, NothingToDo));
        Assert.All(edited.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_hook_writes_no_link_and_no_table_again()
    {
        var run = GeneratorRun.Of(Compilations.Create("App", [], App));
        var edited = Edit(run, App.Replace("[Action]", "[Before] public static void Before() { } [Action]", StringComparison.Ordinal));

        Assert.Contains(IncrementalStepRunReason.Modified, edited.Reasons["NamedControllers"]);
        Assert.All(edited.Reasons["Links"], reason => Assert.Contains(reason, NothingToDo));
        Assert.All(edited.Reasons["RouteTables"], reason => Assert.Contains(reason, NothingToDo));
    }

    [Fact]
    public void A_recompiled_library_with_the_same_routes_changes_nothing()
    {
        var run = GeneratorRun.Of(Compilations.Create("App", [CompiledLibrary.Compile("Lib", Library).File], App));
        var anew = CompiledLibrary.Compile("Lib", Library.Replace("{ }", "{ Console.WriteLine(); }", StringComparison.Ordinal));
        var edited = run.Again(run.Input.ReplaceReference(run.Input.ExternalReferences[^1], anew.File));

        Assert.All(edited.Reasons["LibraryControllers"], reason => Assert.Contains(reason, NothingToDo));
        Assert.All(edited.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_library_with_another_route_changes_the_table_and_the_links()
    {
        var run = GeneratorRun.Of(Compilations.Create("App", [CompiledLibrary.Compile("Lib", Library).File], App));
        var anew = CompiledLibrary.Compile("Lib", Library.Replace("Show", "Display", StringComparison.Ordinal));
        var edited = run.Again(run.Input.ReplaceReference(run.Input.ExternalReferences[^1], anew.File));

        Assert.Contains(IncrementalStepRunReason.Modified, edited.Reasons["LibraryControllers"]);
        Assert.Contains("DisplayRoute", edited.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);
        Assert.All(edited.Reasons["Controllers"], reason => Assert.Contains(reason, NothingToDo));
    }

    private static GeneratorRun Edit(GeneratorRun run, string source)
    {
        var tree = run.Input.SyntaxTrees.Single(candidate => candidate.FilePath == "Source0.cs");
        return run.Again(run.Input.ReplaceSyntaxTree(tree, Compilations.Parse(source, "Source0.cs")));
    }
}
