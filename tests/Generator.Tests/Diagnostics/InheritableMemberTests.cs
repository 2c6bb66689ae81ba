using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>
/// Hooks and actions of a library's public base classes that are not public: controllers of another assembly would run without them.
/// </summary>
public sealed class InheritableMemberTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "GR0009", "public abstract class Base { [Before] internal void {|Bad|}() { } }" },
        { "GR0009", "public abstract class Base { [After] private protected void {|Bad|}() { } }" },
        { "GR0009", "public abstract class Base { [Before] private void {|Bad|}() { } }" },
        { "GR0009", "public abstract class Base<T> { [Before] protected internal void {|Bad|}() { } }" },
        { "GR0005", "public abstract class Base { [Get] internal string {|Bad|}() => \"\"; }" },
        { "GR0005", "public class Outer { protected abstract class Base { [Get] protected string {|Bad|}() => \"\"; } }" },
        { "GR0009", "[Controller] public class XController { [Before] internal void {|Bad|}() { } [Get] public string A() => \"\"; }" },
        { "GR0005", "[Controller] public class XController { [Get] internal string {|Bad|}() => \"\"; }" },
        {
            "GR0009",
            "public abstract class Base { [Before] internal void {|Bad|}() { } } " +
            "[Controller] public sealed class XController : Base { [Get] public string A() => \"\"; }"
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task They_are_errors(string id, string source)
    {
        var (text, start, _) = Marked.Of(source);

        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync(Compilations.Create(text)));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        var message = diagnostic.GetMessage(null);
        Assert.Contains("a controller of another assembly", message, StringComparison.Ordinal);
        Assert.DoesNotContain("or internal", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("internal abstract class Base { [Before] internal void A() { } }")]
    [InlineData("internal class Outer { public abstract class Base { [Before] internal void A() { } } }")]
    [InlineData("public abstract class Base { private protected Base() { } [Before] internal void A() { } }")]
    [InlineData("[Controller] public sealed class XController { [Before] internal void A() { } [Get] internal string B() => \"\"; }")]
    [InlineData("[Controller] public static class XController { [Before] internal static void A() { } }")]
    [InlineData("[Controller] internal class XController { [Get] internal string A() => \"\"; }")]
    public async Task Classes_that_no_other_assembly_derives_from_may_have_them(string source) =>
        Assert.Empty(await Compilations.AnalyzeAsync(Compilations.Create(source)));

    [Fact]
    public async Task A_program_may_have_them()
    {
        var program = Compilations.Create("public abstract class Base { [Before] internal void A() { } }");

        Assert.Empty(await Compilations.AnalyzeAsync(program.WithOptions(program.Options.WithOutputKind(OutputKind.ConsoleApplication))));
    }
}
