using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Diagnostics;

/// <summary>The diagnostics of the open file: many editors analyze only that file.</summary>
public sealed class OpenFileTests
{
    private const string First =
        "[Controller(\"x\")] public static class FirstController { [Get(\"a/{id}\")] public static string Show(string id) => id; " +
        "[Get(\"n/{id:int}\")] public static string Number(int id) => $\"{id}\"; }";

    [Theory]
    [InlineData("GR0002", "GR0002", "[Get(\"A/{number}\")] public static string Show(string number) => number;")]
    [InlineData("GR0012", "GR0012", "[Get(\"n/{id:min(5)}\")] public static string Show(int id) => $\"{id}\";")]
    [InlineData("", "GR0038", "[Get(\"a/{id:int}\", Order = 1)] public static string Show(int id) => $\"{id}\";")]
    [InlineData("GR0038 GR0038", "", "[Get(\"{**rest}\", Order = -1)] public static string Show(string? rest) => \"\" + rest;")]
    public async Task A_conflict_between_files_is_reported_in_the_open_file(string inFirst, string inSecond, string members)
    {
        var second = $"[Controller(\"x\")] public static class SecondController {{ {members} }}";
        var analysis = Compilations.Create(First, second).WithAnalyzers(Analysis.Analyzers);

        // Each analysis reports it again.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(inSecond, await ReportedAsync(analysis, "Source1.cs"));
            Assert.Equal(inFirst, await ReportedAsync(analysis, "Source0.cs"));
        }
    }

    [Fact]
    public async Task A_conflict_in_one_file_is_reported_once()
    {
        var source =
            First +
                " [Controller(\"x\")] public static class SecondController { [Get(\"A/{number}\")] " +
                "public static string Show(string number) => number; }";
        var diagnostic = Assert.Single(await Analysis.RunAsync(Compilations.Create(source)));

        Assert.Equal("\"A/{number}\"", source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task An_inherited_route_is_reported_at_the_derived_controller()
    {
        var compilation = Compilations.Create(
            "public abstract class Base { [Get(\"a/{id}\")] public string Show(string id) => id; }",
            First,
            "[Controller(\"x\")] public class DerivedController : Base;");

        Assert.Equal(
            [("Source1.cs", "The route 'GET /x/a/{id}' of 'FirstController.Show' is already the route of 'DerivedController.Show'"),
             ("Source2.cs", "The route 'GET /x/a/{id}' of 'DerivedController.Show' is already the route of 'FirstController.Show'")],
            (await Analysis.RunAsync(compilation)).Select(one => (one.Location.SourceTree!.FilePath, one.GetMessage(null))).Order());
    }

    [Fact]
    public async Task A_diagnostic_of_a_base_class_is_reported_in_its_file()
    {
        var analysis = Compilations.Create(
            "[Microsoft.AspNetCore.Mvc.ApiController] public abstract class Base<T> { [Get(\"a/{id}\")] " +
            "public async Task Show() => await Task.Yield(); [Get(\"b\")] private string Hidden() => \"\"; " +
            "[Microsoft.AspNetCore.Mvc.HttpGet] public string Old() => \"\"; }",
            "[Controller] public class OneController : Base<int> { [Get(\"c/{id}\")] public string Own() => \"\"; }",
            "[Controller] public class AnotherController : Base<string>;").WithAnalyzers(Analysis.Analyzers);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal("", await ReportedAsync(analysis, "Source2.cs"));
            Assert.Equal("GR0030", await ReportedAsync(analysis, "Source1.cs"));
            Assert.Equal("GR0005 GR0030 GR0035 GR0035 GR0037", await ReportedAsync(analysis, "Source0.cs"));
        }

        Assert.Equal(6, (await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None)).Length);
    }

    [Fact]
    public async Task A_diagnostic_of_an_inherited_action_is_reported_once()
    {
        var compilation = Compilations.Create(
            "public abstract class Base { [Get(\"a/{id}\")] public async Task Show() => await Task.Yield(); }",
            "[Controller] public class OneController : Base;",
            "[Controller] public class AnotherController : Base;");

        Assert.Equal(["GR0030", "GR0037"], (await Analysis.RunAsync(compilation)).Select(one => one.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_route_that_a_library_hides_is_reported_at_its_location()
    {
        var library = CompiledLibrary.Compile("Lib",
            "[Controller(\"x\")] public static class LibraryController { [Get(\"{**rest}\", Order = -1)] " +
            "public static string Rest(string? rest) => \"\" + rest; }");
        var analysis = Compilations.Create("App", [library.File], First,
            "[Controller(\"y\")] public static class YController { [Get] public static string Show() => \"\"; }")
            .WithAnalyzers(Analysis.Analyzers);

        Assert.Equal("GR0038 GR0038", await ReportedAsync(analysis, "Source0.cs"));
        Assert.Equal("", await ReportedAsync(analysis, "Source1.cs"));
        Assert.All(await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None), one =>
            Assert.Contains("'GET /x/{**rest}' of 'LibraryController.Rest in Lib' is tried first", one.GetMessage(null),
                StringComparison.Ordinal));
    }

    private static async Task<string> ReportedAsync(CompilationWithAnalyzers analysis, string file)
    {
        var tree = analysis.Compilation.SyntaxTrees.Single(one => one.FilePath == file);
        var found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(analysis.Compilation.GetSemanticModel(tree), filterSpan: null,
            CancellationToken.None);
        Assert.All(found, one => Assert.Equal(file, one.Location.SourceTree!.FilePath));
        return string.Join(" ", found.Select(one => one.Id).Order(StringComparer.Ordinal));
    }
}
