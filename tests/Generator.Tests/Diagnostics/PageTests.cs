using System.Text.RegularExpressions;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Project = Generator.Tests.Harness.Project;

namespace Generator.Tests.Diagnostics;

/// <summary>Each diagnostic has a page, an index line and a release line; its wrong code fires, its right code does not.</summary>
public sealed partial class PageTests
{
    private static readonly string Folder = Path.Combine(Project.Root, "docs", "diagnostics");

    public static TheoryData<string> Ids => new(Analysis.Descriptors.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_is_written_down(string id)
    {
        var descriptor = Analysis.Descriptors.Single(candidate => candidate.Id == id);
        var severity = descriptor.DefaultSeverity == DiagnosticSeverity.Info ? "information" : descriptor.DefaultSeverity.ToString().ToLowerInvariant();
        var page = File.ReadAllText(Path.Combine(Folder, id + ".md"));
        var index = File.ReadAllText(Path.Combine(Folder, "README.md"));
        var releases = string.Concat(Directory.GetFiles(Path.Combine(Project.Root, "src", "Graceful.Generators", "Diagnostics"), "AnalyzerReleases.*.md").Select(File.ReadAllText));

        Assert.StartsWith($"# {id}: {descriptor.Title}\n\nSeverity: {severity}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {descriptor.Title} | {severity} |", index, StringComparison.Ordinal);
        Assert.Contains($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}", releases, StringComparison.Ordinal);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    /// <summary>The diagnostics of a single program: GR0060 and GR0061 need libraries, which LibraryTests compiles.</summary>
    public static TheoryData<string> IdsOfOneProgram => new(Analysis.Descriptors.Select(descriptor => descriptor.Id).Except(["GR0060", "GR0061"]));

    [Theory]
    [MemberData(nameof(IdsOfOneProgram))]
    public async Task Its_code_does_what_the_page_says(string id)
    {
        var page = File.ReadAllText(Path.Combine(Folder, id + ".md"));

        var fired = (await Analysis.RunAsync(Block(page, "Wrong"))).Select(diagnostic => diagnostic.Id).Distinct().ToArray();
        Assert.Equal(id, Assert.Single(fired));

        var right = Block(page, "Right");
        Assert.Empty(await Analysis.RunAsync(right));
        Assert.Empty(Compilations.Complaints(GeneratorRun.Of(right).Output.GetDiagnostics())
            .Where(complaint => !(id == "GR0034" && complaint.Id is "CS0534" or "CS7036"))
            .Select(complaint => complaint.ToString()));
    }

    [Fact]
    public void No_page_is_of_a_diagnostic_that_is_not_there() => Assert.Equal(
        Analysis.Descriptors.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder, "GR*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    private static string Block(string page, string heading)
    {
        var block = CodeBlock().Match(page, page.IndexOf($"## {heading}\n", StringComparison.Ordinal));
        Assert.True(block.Success, $"There is no code under {heading}.");
        return block.Groups[1].Value;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
