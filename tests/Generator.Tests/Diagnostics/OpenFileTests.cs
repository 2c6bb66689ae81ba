using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Diagnostics;

/// <summary>The diagnostics of the open file: many editors query that file alone, and not the rest of the program.</summary>
public sealed class OpenFileTests
{
    private const string First = "[Controller(\"x\")] public static class FirstController { [Get(\"a/{id}\")] public static string Show(string id) => id; [Get(\"n/{id:int}\")] public static string Number(int id) => $\"{id}\"; }";

    [Theory]
    [InlineData("GR0002", "GR0002", "[Get(\"A/{number}\")] public static string Show(string number) => number;")]
    [InlineData("GR0012", "GR0012", "[Get(\"n/{id:min(5)}\")] public static string Show(int id) => $\"{id}\";")]
    [InlineData("", "GR0038", "[Get(\"a/{id:int}\", Order = 1)] public static string Show(int id) => $\"{id}\";")]
    [InlineData("GR0038 GR0038", "", "[Get(\"{**rest}\", Order = -1)] public static string Show(string? rest) => \"\" + rest;")]
    public async Task What_is_wrong_between_files_is_said_in_the_one_that_is_open(string inFirst, string inSecond, string members)
    {
        var second = $"[Controller(\"x\")] public static class SecondController {{ {members} }}";
        var analysis = Compilations.Create(First, second).WithAnalyzers(Analysis.Analyzers);

        // The editor may query any number of times.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(inSecond, await SaidAsync(analysis, "Source1.cs"));
            Assert.Equal(inFirst, await SaidAsync(analysis, "Source0.cs"));
        }
    }

    [Fact]
    public async Task In_one_file_it_is_said_once()
    {
        var source = First + " [Controller(\"x\")] public static class SecondController { [Get(\"A/{number}\")] public static string Show(string number) => number; }";
        var diagnostic = Assert.Single(await Analysis.RunAsync(Compilations.Create(source)));

        Assert.Equal("\"A/{number}\"", source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task What_is_inherited_is_said_at_the_controller_that_inherits_it()
    {
        var compilation = Compilations.Create(
            "public abstract class Base { [Get(\"a/{id}\")] public string Show(string id) => id; }",
            First,
            "[Controller(\"x\")] public class DerivedController : Base;");

        Assert.Equal(
            [("Source1.cs", "The route 'GET /x/a/{id}' of FirstController.Show is also that of DerivedController.Show: give one of them a route of its own"),
             ("Source2.cs", "The route 'GET /x/a/{id}' of DerivedController.Show is also that of FirstController.Show: give one of them a route of its own")],
            (await Analysis.RunAsync(compilation)).Select(one => (one.Location.SourceTree!.FilePath, one.GetMessage(null))).Order());
    }

    [Fact]
    public async Task What_is_the_matter_with_a_base_is_said_in_its_file_when_that_is_open()
    {
        var analysis = Compilations.Create(
            "[Microsoft.AspNetCore.Mvc.ApiController] public abstract class Base<T> { [Get(\"a/{id}\")] public async Task Show() => await Task.Yield(); [Get(\"b\")] private string Hidden() => \"\"; [Microsoft.AspNetCore.Mvc.HttpGet] public string Old() => \"\"; }",
            "[Controller] public class OneController : Base<int> { [Get(\"c/{id}\")] public string Own() => \"\"; }",
            "[Controller] public class AnotherController : Base<string>;").WithAnalyzers(Analysis.Analyzers);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal("", await SaidAsync(analysis, "Source2.cs"));
            Assert.Equal("GR0030", await SaidAsync(analysis, "Source1.cs"));
            Assert.Equal("GR0005 GR0030 GR0035 GR0035 GR0037", await SaidAsync(analysis, "Source0.cs"));
        }

        Assert.Equal(6, (await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None)).Length);
    }

    [Fact]
    public async Task What_is_the_matter_with_an_inherited_action_is_said_once()
    {
        var compilation = Compilations.Create(
            "public abstract class Base { [Get(\"a/{id}\")] public async Task Show() => await Task.Yield(); }",
            "[Controller] public class OneController : Base;",
            "[Controller] public class AnotherController : Base;");

        Assert.Equal(["GR0030", "GR0037"], (await Analysis.RunAsync(compilation)).Select(one => one.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_route_that_one_of_a_library_hides_is_said_where_it_is_written()
    {
        var library = CompiledLibrary.Compile("Lib", "[Controller(\"x\")] public static class LibraryController { [Get(\"{**rest}\", Order = -1)] public static string Rest(string? rest) => \"\" + rest; }");
        var analysis = Compilations.Create("App", [library.File], First, "[Controller(\"y\")] public static class YController { [Get] public static string Show() => \"\"; }").WithAnalyzers(Analysis.Analyzers);

        Assert.Equal("GR0038 GR0038", await SaidAsync(analysis, "Source0.cs"));
        Assert.Equal("", await SaidAsync(analysis, "Source1.cs"));
        Assert.All(await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None), one =>
            Assert.Contains("'GET /x/{**rest}' of LibraryController.Rest in Lib is asked first", one.GetMessage(null), StringComparison.Ordinal));
    }

    private static async Task<string> SaidAsync(CompilationWithAnalyzers analysis, string file)
    {
        var tree = analysis.Compilation.SyntaxTrees.Single(one => one.FilePath == file);
        var found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(analysis.Compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        Assert.All(found, one => Assert.Equal(file, one.Location.SourceTree!.FilePath));
        return string.Join(" ", found.Select(one => one.Id).Order(StringComparer.Ordinal));
    }
}
