using System.Text.RegularExpressions;
using System.Xml.Linq;
using Instruments.Servers;

namespace RepositoryTests.Documents;

/// <summary>The documents name the version that the build makes.</summary>
public sealed partial class VersionTests
{
    [Fact]
    public void Commands_name_the_version_of_the_package()
    {
        var version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
        var named = MarkdownBlock.All
            .SelectMany(block => PackageVersion().Matches(block.Text).Select(match => (Block: block, Version: match.Groups[1].Value)))
            .ToList();
        Assert.NotEmpty(named);
        Report.Empty(named.Where(use => use.Version != version).Select(use => $"{use.Block}: Graceful {use.Version}, not {version}"));
    }

    [GeneratedRegex("""(?:package Graceful --version |Include="Graceful" Version=")([0-9][\w.-]*)""")]
    private static partial Regex PackageVersion();
}
