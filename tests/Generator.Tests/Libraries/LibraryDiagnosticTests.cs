using Generator.Tests.Harness;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Libraries;

/// <summary>The diagnostics about library controllers in a program that references them.</summary>
public sealed class LibraryDiagnosticTests
{
    private const string Library = """
        namespace Lib;
        [Controller("books")]
        public static class LibraryController
        {
            [Get("{id:int}")] public static void Show(int id) { }
        }
        """;

    /// <summary>The marker of a later version: only the position of the format number is known.</summary>
    private const string NewerMarker = """
        [assembly: Graceful.Routing.CompiledController(3, 2, "Lib.LibraryController", "Lib.Entry", null, "in another way")]
        """;

    [Fact]
    public async Task A_route_that_duplicates_one_of_a_library_is_reported_in_the_program()
    {
        var diagnostic = Assert.Single(await AnalyzeAsync("""
            [Controller("books")]
            public static class OwnController
            {
                [Get("{number:int}")] public static void Show(int number) { }
            }
            """, CompiledLibrary.Compile("Lib", Library)));

        Assert.Equal("GR0002", diagnostic.Id);
        Assert.Equal("\"{number:int}\"", diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
        Assert.Contains("GET /books/{number:int}' of 'OwnController.Show' is already the route of 'Lib.LibraryController.Show in Lib'",
            diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ambiguity_with_a_library_route_is_reported()
    {
        var diagnostic = Assert.Single(await AnalyzeAsync("""
            [Controller("books")]
            public static class OwnController
            {
                [Get("{number:min(5)}")] public static void Show(int number) { }
            }
            """, CompiledLibrary.Compile("Lib", Library)));

        Assert.Equal("GR0012", diagnostic.Id);
        Assert.True(diagnostic.Location.IsInSource);
    }

    [Fact]
    public async Task Two_libraries_with_one_route_are_reported_by_their_names()
    {
        var diagnostic = Assert.Single(await AnalyzeAsync(
            "public static class Program;",
            CompiledLibrary.Compile("Lib", Library),
            CompiledLibrary.Compile("Lib2", Library.Replace("namespace Lib", "namespace Lib2", StringComparison.Ordinal))));

        Assert.Equal("GR0002", diagnostic.Id);
        Assert.Equal(LocationKind.None, diagnostic.Location.Kind);
        Assert.Contains("'Lib.LibraryController.Show in Lib'", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("'Lib2.LibraryController.Show in Lib2'", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lib")]
    [InlineData("Lib.LibraryController")]
    public async Task An_excluded_controller_conflicts_with_nothing(string name) => Assert.Empty(await AnalyzeAsync($$"""
        [assembly: ExcludeControllers("{{name}}")]
        [Controller("books")]
        public static class OwnController
        {
            [Get("{number:int}")] public static void Show(int number) { }
        }
        """, CompiledLibrary.Compile("Lib", Library)));

    [Theory]
    [InlineData("file")]
    [InlineData("project")]
    public async Task A_library_of_another_version_is_reported(string way)
    {
        var run = GeneratorRun.Of(Compilations.Create("Lib", [], NewerMarker));
        MetadataReference library = way == "project" ? run.Output.ToMetadataReference() : Image(run);
        var app = GeneratorRun.Of(Compilations.Create("App", [library], "public static class Program;"));
        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)app.Output));

        Assert.Equal("GR0060", diagnostic.Id);
        Assert.Equal(
            "The controllers of 'Lib' are not served: they are written in format 3, and this program is compiled with format 2",
            diagnostic.GetMessage(null));
        Assert.Empty(Compilations.Complaints(app.Output.GetDiagnostics()));

        var excluded = Compilations.Create("App", [library], "[assembly: ExcludeControllers(\"Lib\")]");
        Assert.Empty(await Compilations.AnalyzeAsync(excluded));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("project")]
    public async Task A_library_that_calls_another_version_of_the_runtime_is_reported(string way)
    {
        const string Marker = """
            [assembly: Graceful.Routing.CompiledController(2, 1, "Lib.LibraryController", "Lib.Entry", null, "ShowRoute GET 0 /books")]
            """;
        var run = GeneratorRun.Of(Compilations.Create("Lib", [], Marker));
        MetadataReference library = way == "project" ? run.Output.ToMetadataReference() : Image(run);
        var app = GeneratorRun.Of(Compilations.Create("App", [library], "public static class Program;"));
        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)app.Output));

        Assert.Equal(("GR0060", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains(
            $"their code calls version 1 of the runtime, and this program is compiled for version {LibraryMarker.Abi}",
            diagnostic.GetMessage(null),
            StringComparison.Ordinal);
        Assert.Empty(Compilations.Complaints(app.Output.GetDiagnostics()));
    }

    [Theory]
    [InlineData("ShowRoute GET 0")]
    [InlineData("ShowRoute FETCH 0 /books")]
    [InlineData("ShowRoute GET first /books")]
    [InlineData("ShowRoute GET 0 /books/{id:number}")]
    [InlineData("")]
    public async Task An_invalid_marker_is_reported(string route)
    {
        var run = GeneratorRun.Of(Compilations.Create("Lib", [],
            "[assembly: Graceful.Routing.CompiledController(" +
            $"2, {LibraryMarker.Abi}, \"Lib.LibraryController\", \"Lib.Entry\", null, \"{route}\")]"));
        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync(Compilations.Create("App", [Image(run)])));

        Assert.Equal("GR0060", diagnostic.Id);
        Assert.Contains("the routes of Lib.LibraryController are not understood", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exclusion_without_effect_is_reported()
    {
        var diagnostic = Assert.Single(await AnalyzeAsync("[assembly: ExcludeControllers(\"Libs\"), ExcludeControllers(\"Lib\")]",
            CompiledLibrary.Compile("Lib", Library)));

        Assert.Equal(("GR0061", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.DefaultSeverity));
        Assert.Equal("\"Libs\"", diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
    }

    private static PortableExecutableReference Image(GeneratorRun run)
    {
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static Task<System.Collections.Immutable.ImmutableArray<Diagnostic>> AnalyzeAsync(
        string source, params CompiledLibrary[] libraries) =>
        Compilations.AnalyzeAsync(Compilations.Create("App", libraries.Select(library => library.File), source));
}
