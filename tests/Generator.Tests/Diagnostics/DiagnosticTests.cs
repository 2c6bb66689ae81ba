using System.Collections.Immutable;
using Generator.Tests.Harness;
using Graceful.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>
/// Every diagnostic where it fires, on what it is shown (between the marks), and its near misses, where it does not. What is
/// reported is not generated, and what is generated compiles: the two never differ.
/// </summary>
public sealed partial class DiagnosticTests
{
    [Theory]
    [MemberData(nameof(Firing))]
    public async Task It_fires(string id, string source, string message)
    {
        var (text, start, length) = Unmark(source);
        var run = GeneratorRun.Of(text);

        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(text[start..(start + length)], text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);

        // The error is the only one: nothing that is generated beside adds another.
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        if (id is not ("GR0002" or "GR0012"))
        {
            Assert.DoesNotContain("\"/x/bad\"", string.Concat(run.Files.Values), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public async Task It_does_not_fire(string source)
    {
        var run = GeneratorRun.Of(source);

        Assert.Empty(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }

    [Fact]
    public void Every_diagnostic_is_tested_and_documented()
    {
        var fired = Firing.Select(row => (string)row[0]).ToHashSet(StringComparer.Ordinal);
        var documented = File.ReadAllText(Path.Combine(Project.Root, "docs", "diagnostics.md"));
        foreach (var descriptor in new ControllerAnalyzer().SupportedDiagnostics)
        {
            Assert.Contains(descriptor.Id, fired);
            Assert.Contains($"## {descriptor.Id}: {descriptor.Title}", documented, StringComparison.Ordinal);
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
    public async Task Everything_that_is_wrong_with_an_action_is_said_at_once()
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

    private static (string Text, int Start, int Length) Unmark(string source)
    {
        var start = source.IndexOf("{|", StringComparison.Ordinal);
        var end = source.IndexOf("|}", StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, "The place is not marked with {| and |}.");
        return (source.Remove(end, 2).Remove(start, 2), start, end - start - 2);
    }
}
