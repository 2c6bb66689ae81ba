using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>Attributes of actions where no controller reads them.</summary>
public sealed class MisplacedAttributeTests
{
    [Theory]
    [InlineData("public class Y { public static void M() { A(); [Get] static void {|A|}() { } } }",
        "[Get] on 'A' has no effect because a local function is not an action")]
    [InlineData("[Controller] public class XController { public void M() { A(); [Before] void {|A|}() { } } }",
        "[Before] on 'A' has no effect because a local function is not an action")]
    [InlineData("public class Y { public static Action M() => {|[Get] () => { }|}; }",
        "[Get] on 'lambda' has no effect because a lambda is not an action")]
    [InlineData("public class Y { [Filter<F>] public void {|M|}() { } }",
        "[Filter] on 'Y.M' has no effect because 'Y' is not a controller")]
    [InlineData("[Filter<F>] public class {|Y|};", "[Filter] on 'Y' has no effect because 'Y' is not a controller")]
    public async Task They_are_errors(string source, string message)
    {
        var (text, start, _) = Marked.Of(source);
        var run = GeneratorRun.Of(text + " public sealed class F : IEndpointFilter { public ValueTask<object?> InvokeAsync(" +
            "EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); }");

        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Equal("GR0003", diagnostic.Id);
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.Equal(message, diagnostic.GetMessage(null));
    }

    [Theory]
    [InlineData("public abstract class Y { [Filter<F>] public void M() { } }")]
    [InlineData("[Filter<F>] public abstract class Y;")]
    [InlineData("public class Y { public static Action M() => [Obsolete] () => { }; }")]
    public async Task Bases_and_other_attributes_are_not(string source) => Assert.Empty(await Compilations.AnalyzeAsync(Compilations.Create(
        source + " public sealed class F : IEndpointFilter { public ValueTask<object?> InvokeAsync(" +
        "EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); }")));
}
