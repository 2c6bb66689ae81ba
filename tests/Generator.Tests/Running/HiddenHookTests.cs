using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Running;

/// <summary>Hooks and actions of a base class when a derived class has a method of the same name.</summary>
public sealed class HiddenHookTests
{
    private const string Base = """
        public abstract class Guarded
        {
            [Before] public void Check(HttpResponse response) => response.Headers["X-Checked"] = "yes";
            [Get("/shown/{id}")] public string Show(int id) => $"base {id}";
        }

        """;

    [Theory]
    [InlineData("public void Check<T>(HttpResponse response) { } public string Show<T>(int id) => \"wrong\";")]
    [InlineData("public void Check(ref HttpResponse response) { } public string Show(ref int id) => \"wrong\";")]
    [InlineData("private new void Check(HttpResponse response) { } private new string Show(int id) => \"wrong\";")]
    [InlineData("protected new void Check(HttpResponse response) { } protected new string Show(int id) => \"wrong\";")]
    public async Task They_are_called_when_it_does_not_hide_them(string members)
    {
        await using var app = await RunningApp.StartAsync($"{Base}[Controller] public class XController : Guarded {{ {members} }}");

        using var response = await app.Client.GetAsync("/shown/7");
        Assert.Equal("base 7", await response.Content.ReadAsStringAsync());
        Assert.Equal("yes", Assert.Single(response.Headers.GetValues("X-Checked")));
    }

    [Theory]
    [InlineData("public new void {|Check|}(HttpResponse response) { }")]
    [InlineData("internal new void {|Check|}(HttpResponse response) { }")]
    [InlineData("[After] public new void {|Check|}(HttpResponse response) { }")]
    public async Task A_method_that_hides_a_hook_and_is_none_is_an_error(string member)
    {
        var (source, start, _) = Marked.Of($"{Base}[Controller] public sealed class XController : Guarded {{ {member} }}");
        var run = GeneratorRun.Of(source);

        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Equal("GR0009", diagnostic.Id);
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.Contains("'Guarded.Check' cannot be used: 'XController.Check' hides it and is not a [Before] hook",
            diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.DoesNotContain("/shown/", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_override_of_a_method_that_hides_a_hook_is_an_error_too()
    {
        var run = GeneratorRun.Of(Base +
            "public abstract class Middle : Guarded { public new virtual void Check(HttpResponse response) { } } " +
            "[Controller] public sealed class XController : Middle { public override void Check(HttpResponse response) { } }");

        Assert.Equal("GR0009", Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output)).Id);
    }

    [Fact]
    public async Task A_hook_may_hide_one()
    {
        await using var app = await RunningApp.StartAsync(Base + """
            [Controller] public class XController : Guarded
            {
                [Before] public new void Check(HttpResponse response) => response.Headers["X-Checked"] = "again";
            }
            """);

        using var response = await app.Client.GetAsync("/shown/7");
        Assert.Equal("again", Assert.Single(response.Headers.GetValues("X-Checked")));
    }
}
