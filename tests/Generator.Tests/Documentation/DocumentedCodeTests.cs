using System.Text.RegularExpressions;
using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RepositoryTests.Documents;

namespace Generator.Tests.Documentation;

/// <summary>
/// Compiles each C# block of README and docs as it is written: as the only file of a web project that references the package. A comment
/// before the block adds the C# blocks of another document, <c>&lt;!-- with: docs/getting-started.md --&gt;</c>, or names the diagnostics
/// that the block gives, <c>&lt;!-- reports: GR0061 --&gt;</c>.
/// </summary>
public sealed partial class DocumentedCodeTests
{
    /// <summary>All but the wrong and the right code of the diagnostics' pages, which <see cref="PageTests"/> compiles.</summary>
    public static TheoryData<string> Blocks => new(MarkdownBlock.All
        .Where(block => block.Language == "csharp" && !(IsPage().IsMatch(block.File) && block.Heading is ("Wrong" or "Right")))
        .Select(block => block.ToString()));

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task It_compiles(string place)
    {
        var block = MarkdownBlock.All.Single(candidate => candidate.ToString() == place);
        var others = block.Instruction("with").SelectMany(MarkdownBlock.Of).Where(other => other.Language == "csharp")
            .Select(other => other.Text);
        var problems = await DocumentedProgram.ProblemsAsync([block.Text, .. others]);

        Assert.Equal(block.Instruction("reports"),
            problems.Where(IsOurs).Select(problem => problem.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(problems.Where(problem => !IsOurs(problem)).Select(problem => problem.ToString()));
    }

    private static bool IsOurs(Diagnostic problem) => problem.Id.StartsWith("GR", StringComparison.Ordinal);

    [GeneratedRegex("^docs/diagnostics/GR[0-9]+.md$")]
    private static partial Regex IsPage();
}
