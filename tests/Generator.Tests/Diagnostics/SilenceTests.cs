using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>Diagnostics are suppressed by the usual means, and have their locations in the right part of a class.</summary>
public sealed class SilenceTests
{
    private const string Error = "[Controller] public static class XController { [Get(\"{id\")] public static string A() => \"\"; }";
    private const string Warning = "[Controller] public static class XController { [Get(\"{id}\")] public static string A() => \"\"; }";
    private const string AtTheEnd =
        "[Controller] public static class XController { [Get(\"a\")] public static string A() => \"\"; [Get(\"A\")] " +
        "public static string B() => \"\"; }";

    public static TheoryData<string, string> Sources => new() { { "GR0001", Error }, { "GR0030", Warning }, { "GR0002", AtTheEnd } };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_pragma_suppresses_it(string id, string source)
    {
        Assert.Equal([id], Ids(await Analysis.RunAsync(source)));
        Assert.Empty(await Analysis.RunAsync($"#pragma warning disable {id}\n{source}\n#pragma warning restore {id}"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task SuppressMessage_suppresses_it(string id, string source) => Assert.Empty(
        await Analysis.RunAsync(source.Replace("[Controller]",
            $"[Controller, System.Diagnostics.CodeAnalysis.SuppressMessage(\"Graceful.Routing\", \"{id}\")]", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task An_editorconfig_sets_its_severity(string id, string source)
    {
        Assert.Empty(await WithSeverityAsync(source, id, ReportDiagnostic.Suppress));
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await WithSeverityAsync(source, id, ReportDiagnostic.Info)).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await WithSeverityAsync(source, id, ReportDiagnostic.Error)).Severity);
    }

    [Fact]
    public async Task Generated_code_gets_no_diagnostics_but_its_routes_count()
    {
        var compilation = Compilations
            .Create("[Controller(\"x\")] public static class YController { [Get(\"A\")] public static string A() => \"\"; }")
            .AddSyntaxTrees(Compilations.Parse(Warning, "Written.g.cs"), Compilations.Parse(
                "[Controller(\"x\")] public static class ZController { [Get(\"a\")] public static string A() => \"\"; }", "Made.g.cs"));

        var diagnostic = Assert.Single(await Analysis.RunAsync(compilation));
        Assert.Equal("GR0002", diagnostic.Id);
        Assert.Equal("Source0.cs", diagnostic.Location.SourceTree!.FilePath);
    }

    [Fact]
    public async Task It_points_into_the_part_of_the_class_with_the_error()
    {
        const string Second = "public static partial class XController { [Get(\"b/{id}\")] public static string B() => \"\"; }";
        var compilation = Compilations.Create(
            "[Controller] public static partial class XController { [Get] public static string A() => \"\"; }", Second);

        var diagnostic = Assert.Single(await Analysis.RunAsync(compilation));
        Assert.Equal("Source1.cs", diagnostic.Location.SourceTree!.FilePath);
        Assert.Equal(Second.IndexOf("id}", StringComparison.Ordinal), diagnostic.Location.SourceSpan.Start);
    }

    private static Task<IReadOnlyList<Diagnostic>> WithSeverityAsync(string source, string id, ReportDiagnostic severity)
    {
        var compilation = Compilations.Create(source);
        return Analysis.RunAsync(compilation.WithOptions(
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
                .WithSyntaxTreeOptionsProvider(new Severity(id, severity))));
    }

    private static IEnumerable<string> Ids(IEnumerable<Diagnostic> diagnostics) => diagnostics.Select(diagnostic => diagnostic.Id);

    /// <summary>Severities as the compiler reads them from .editorconfig.</summary>
    private sealed class Severity(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found) =>
            TryGetGlobalDiagnosticValue(diagnosticId, cancellationToken, out found);

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found)
        {
            found = severity;
            return diagnosticId == id;
        }
    }
}
