using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Diagnostics;

/// <summary>The diagnostics of actions that are served: the message, the location, and similar code without a diagnostic.</summary>
public sealed partial class AdviceTests
{
    [Theory]
    [MemberData(nameof(Firing))]
    public async Task It_fires(string id, string source, string message)
    {
        var marked = Marked.Of(source);

        var diagnostic = Assert.Single(await Analysis.RunAsync(marked.Text));
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(marked.Text[marked.Start..marked.End],
            marked.Text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(marked.Start, diagnostic.Location.SourceSpan.Start);
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public async Task It_does_not_fire(string source) => Assert.Empty(await Analysis.RunAsync(source));

    [Fact]
    public void Every_diagnostic_is_tested()
    {
        var fired = Firing.Select(row => (string)row[0]).Concat(DiagnosticTests.ReportedIds).ToHashSet(StringComparer.Ordinal);

        // LibraryDiagnosticTests and MvcLibraryTests: these need a referenced library, of another version or with controllers of MVC.
        fired.UnionWith(["GR0060", "GR0062"]);

        // ApiVersionTests, MvcDiagnosticTests, MvcUsageTests, InternalErrorTests and LanguageVersionTests: these need a library, an
        // assembly attribute, a fault and an option.
        fired.UnionWith(["GR0041", "GR0042", "GR0043", "GR0070", "GR0071"]);
        Assert.All(Analysis.Descriptors, descriptor => Assert.Contains(descriptor.Id, fired));
    }

    [Fact]
    public async Task An_uncovered_type_is_reported_without_a_context_when_the_program_is_for_NativeAOT()
    {
        const string Source =
            "[Controller] public static class XController { [Get] public static Book A() => new(1); } public sealed record Book(int Id);";

        var diagnostic = Assert.Single(await Analysis.RunAsync(Source, ("build_property.EnableAotAnalyzer", "true")));
        Assert.Equal("GR0034", diagnostic.Id);
        Assert.Empty(await Analysis.RunAsync(Source, ("build_property.EnableAotAnalyzer", "")));
    }
}
