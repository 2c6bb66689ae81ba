using System.Collections.Immutable;
using Generator.Tests.Harness;
using Graceful.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>
/// Every error with its message and location (between the marks), and similar code without an error. Reported actions are not
/// generated, and generated code compiles.
/// </summary>
public sealed partial class DiagnosticTests
{
    /// <summary>The ids of all diagnostics that a program here has.</summary>
    internal static IEnumerable<string> ReportedIds => new IEnumerable<object[]>[]
        { RouteErrors, ControllerErrors, BindingErrors, ValidationErrors }.SelectMany(errors => errors.Select(row => (string)row[0]));

    /// <summary>The programs without an error.</summary>
    internal static IEnumerable<string> ValidPrograms => new IEnumerable<object[]>[]
        { ValidRoutes, ValidControllers, ValidBindings }.SelectMany(programs => programs.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(RouteErrors))]
    [MemberData(nameof(ControllerErrors))]
    [MemberData(nameof(BindingErrors))]
    [MemberData(nameof(ValidationErrors))]
    public async Task It_fires(string id, string source, string message)
    {
        var (text, start, end) = Marked.Of(source);
        var run = GeneratorRun.Of(text);

        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(text[start..end], text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);

        // Generated code adds no further error.
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        if (id is not ("GR0002" or "GR0012" or "GR0014"))
        {
            Assert.DoesNotContain("\"/x/bad\"", string.Concat(run.Files.Values), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(ValidRoutes))]
    [MemberData(nameof(ValidControllers))]
    [MemberData(nameof(ValidBindings))]
    public async Task It_does_not_fire(string source)
    {
        var run = GeneratorRun.Of(source);

        Assert.Empty(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }

    [Fact]
    public void Every_diagnostic_is_tested()
    {
        var fired = ReportedIds.ToHashSet(StringComparer.Ordinal);
        foreach (var descriptor in new ControllerAnalyzer().SupportedDiagnostics.Where(descriptor => descriptor.Id != "GR0070"))
        {
            Assert.Contains(descriptor.Id, fired);
        }
    }

    [Fact]
    public async Task A_hook_in_error_leaves_the_whole_controller_out()
    {
        var run = GeneratorRun.Of("""
            [Controller] public static class XController
            {
                [Before] public static int Bad() => 1;
                [Action] public static string Show() => "";
            }
            """);

        Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.DoesNotContain("/x/Show", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_errors_of_an_action_are_reported_together()
    {
        var run = GeneratorRun.Of("""
            [Controller] public static class XController
            {
                [Action("{id")] public static Action Bad(ref int a, Span<int> b) => throw null!;
            }
            """);

        Assert.Equal(
            ["GR0001", "GR0006", "GR0007", "GR0007"],
            (await Compilations.AnalyzeAsync((CSharpCompilation)run.Output)).Select(diagnostic => diagnostic.Id).Order());
    }

    private static string In(string members) => $"[Controller] public static class XController {{ {members} }}";
}
