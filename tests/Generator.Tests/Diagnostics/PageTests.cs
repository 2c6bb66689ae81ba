using System.Text.RegularExpressions;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Project = Generator.Tests.Harness.Project;

namespace Generator.Tests.Diagnostics;

/// <summary>
/// Each diagnostic has a help page, an entry in the index and one in the releases. The wrong code of the page has the diagnostic, the
/// right code does not.
/// </summary>
public sealed partial class PageTests
{
    private static readonly string Folder = Path.Combine(Project.Root, "docs", "diagnostics");

    public static TheoryData<string> Ids => new(Analysis.Descriptors.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page_and_its_entries(string id)
    {
        var descriptor = Analysis.Descriptors.Single(candidate => candidate.Id == id);
        var severity = descriptor.DefaultSeverity == DiagnosticSeverity.Info
            ? "information"
            : descriptor.DefaultSeverity.ToString().ToLowerInvariant();
        var page = File.ReadAllText(Path.Combine(Folder, id + ".md"));
        var index = File.ReadAllText(Path.Combine(Folder, "README.md"));
        var releases = string.Concat(Directory.GetFiles(Path.Combine(Project.Root, "src", "Graceful.Generators", "Diagnostics"),
            "AnalyzerReleases.*.md").Select(File.ReadAllText));

        Assert.StartsWith($"# {id}: {descriptor.Title}\n\nSeverity: {severity}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {descriptor.Title} | {severity} |", index, StringComparison.Ordinal);
        Assert.Contains($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}", releases,
            StringComparison.Ordinal);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    /// <summary>
    /// The diagnostics that a program without libraries and with default options can have. LibraryDiagnosticTests, ApiVersionTests,
    /// InternalErrorTests and LanguageVersionTests cover the others.
    /// </summary>
    public static TheoryData<string> IdsOfOneProgram =>
        new(Analysis.Descriptors.Select(descriptor => descriptor.Id).Except(["GR0060", "GR0061", "GR0062", "GR0041", "GR0070", "GR0071"]));

    [Theory]
    [MemberData(nameof(IdsOfOneProgram))]
    public async Task The_wrong_code_has_the_diagnostic_and_the_right_code_has_not(string id)
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
    public void No_page_is_left_over() => Assert.Equal(
        Analysis.Descriptors.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder, "GR*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    private static string Block(string page, string heading)
    {
        var block = CodeBlock().Match(page, page.IndexOf($"## {heading}\n", StringComparison.Ordinal));
        Assert.True(block.Success, $"No code block follows the heading {heading}.");
        return block.Groups[1].Value;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
