using System.Runtime.CompilerServices;
using Generator.Tests.Harness;

namespace Generator.Tests.Snapshots;

/// <summary>The code that is generated, to be read.</summary>
public sealed class GeneratedCodeTests
{
    [Fact]
    public Task Demo() => VerifyAsync("""
        namespace Demo;

        public sealed class DemoContext(ILogger<DemoContext> logger) : ActionContext, IDisposable
        {
            public void Dispose() => logger.ToString();
        }

        [Controller]
        public static class DemoController
        {
            [Before] public static void Before(DemoContext context) => context.Write("before demo action\n");
            [After] public static void After(DemoContext context) => context.Write("after demo action\n");
            [Action] public static void DescribeDemo(DemoContext context) => context.Write("DescribeDemo\n");
            [Action] public static void Redirect(DemoContext context) => context.Redirect("https://example.com");
        }
        """);

    [Fact]
    public Task Without_controllers() => VerifyAsync("public static class Program;");

    [Fact]
    public Task What_an_action_does_not_use_is_not_there() => VerifyAsync("""
        [Controller("/")]
        public static class PlainController
        {
            [Action] public static void Nothing() { }
            [Action] public static string Text() => "";
            [Action] public static async Task<string?> LaterText() { await Task.Yield(); return null; }
            [Action] public static Task Later(HttpContext context, CancellationToken aborted) => Task.CompletedTask;
            [Action] public static ValueTask LaterValue() => default;
            [Action] public static IResult Result() => Results.Ok();
            [Action] public static Task<IResult> LaterResult() => Task.FromResult(Results.Ok());
            [Action] public static string WithContext(ActionContext context) => "";
        }
        """);

    [Fact]
    public Task Everything_around_an_action() => VerifyAsync("""
        namespace Shop.Controllers;

        public class ShopContext : ActionContext, IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
        }

        public sealed class OrderContext(IServiceProvider services, ILoggerFactory? logging = null) : ShopContext
        {
            public object Everything => (services, logging);
        }

        [Controller("api/[controller]")]
        [Microsoft.AspNetCore.Authorization.Authorize(Policy = "shop")]
        public sealed class OrderController([FromKeyedServices("main")] ILoggerFactory logging) : IDisposable
        {
            [Before] public async Task Before(ShopContext context) => await Task.Yield();
            [After] public static ValueTask After(ActionContext context) => default;

            [Action, EndpointName("orders"), Obsolete("for a test")]
            public async Task<IResult> List(OrderContext context, CancellationToken aborted)
            {
                await Task.Yield();
                return Results.Ok();
            }

            [Action("~/orders/count")]
            public string Count() => logging.ToString()!;

            public void Dispose() { }
        }
        """);

    [Fact]
    public Task Many_routes() => VerifyAsync($$"""
        [Controller("/")]
        public static class ManyController
        {
        {{string.Join("\n", Enumerable.Range(0, 40).Select(i => $"    [Action(\"item{i:00}\")] public static void Item{i}() {{ }}"))}}
        }
        """);

    private static async Task VerifyAsync(string source, [CallerMemberName] string method = "")
    {
        var run = GeneratorRun.Of(source);
        Assert.Empty(await Compilations.AnalyzeAsync((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        Snapshot.Verify(run, nameof(GeneratedCodeTests), method);
    }
}
