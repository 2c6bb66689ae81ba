using System.Net;
using System.Net.Sockets;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>Parameters and results of actions, and the creation of controllers.</summary>
public sealed class ActionTests
{
    private const string Source = """
        using Generator.Tests.Harness;
        using Microsoft.AspNetCore.Http.HttpResults;

        [Controller]
        public static class ReturnController
        {
            [Action] public static void Nothing() { }
            [Action] public static string Text() => "text é";
            [Action] public static string? Null() => null;
            [Action] public static string Empty() => "";
            [Action] public static Task Task(HttpContext context) => context.Response.WriteAsync("task");
            [Action] public static ValueTask ValueTask(HttpContext context) => new(context.Response.WriteAsync("value task"));
            [Action] public static Task<string> TextTask() => System.Threading.Tasks.Task.FromResult("text task");
            [Action] public static async ValueTask<string?> TextValueTask()
            {
                await System.Threading.Tasks.Task.Yield();
                return "text value task";
            }
            [Action] public static IResult Result() => Results.Text("result");
            [Action] public static Task<IResult> ResultTask() => System.Threading.Tasks.Task.FromResult(Results.Text("result task"));
            [Action] public static ContentHttpResult Typed() => TypedResults.Text("typed");
            [Action] public static ValueTask<Ok<string>> TypedTask() => new(TypedResults.Ok("typed task"));
            [Action] public static Structure Structure() => default;
            [Action] public static string WithType(HttpContext context) { context.Response.ContentType = "text/csv"; return "a,b"; }
            [Action] public static string Large() => new('x', 1_000_000);
        }

        public readonly struct Structure : IResult
        {
            public Task ExecuteAsync(HttpContext context) => context.Response.WriteAsync("structure");
        }

        public sealed class Greeter { public string Greeting => "hello"; }
        public sealed class Missing;

        [Controller]
        public class ServiceController(
            Greeter greeter,
            [FromKeyedServices("key\"d")] Greeter keyed,
            IServiceProvider services,
            IEnumerable<Greeter> all,
            Missing? missing,
            Missing? defaulted = null) : IDisposable
        {
            private readonly Journal _journal = services.GetRequiredService<Journal>();

            [Action] public string Greet(HttpContext context) =>
                $"{greeter.Greeting} {ReferenceEquals(greeter, keyed)} {ReferenceEquals(services, context.RequestServices)} " +
                $"{all.Count()} {missing is null} {defaulted is null}";
            [Action] public IResult Throws() => throw new InvalidOperationException("on purpose");
            public void Dispose() => _journal.Add("controller disposed");
        }

        public sealed class Bare;

        [Controller]
        public sealed class TwoController
        {
            public TwoController(Bare bare) => throw new InvalidOperationException(bare.ToString());
            [ActivatorUtilitiesConstructor] public TwoController() { }
            [Action] public string Chosen() => "chosen";
        }

        public abstract class Crud<T>
        {
            [Action] public virtual string List() => "list of " + typeof(T).Name;
            [Action("about")] public static string About() => "about";
            [Action] public virtual string Same() => "base";
        }

        [Controller]
        internal sealed class BasketController : Crud<int>
        {
            public override string Same() => "overridden";
        }

        [Controller]
        public sealed class ParameterController
        {
            [Action] public string Overload(RequestContext context) => "base";
            [Action("overload2")] public string Overload(Derived context) => "derived";
            [Action] public async Task Cancelled(CancellationToken aborted, Journal2 journal)
            {
                journal.Add("waiting");
                using var registration = aborted.Register(() => journal.Add("cancelled"));
                await Task.Delay(Timeout.Infinite, aborted);
            }
            public class Derived : RequestContext;
        }

        public class Journal2 : RequestContext
        {
            public void Add(string line) => Services.GetRequiredService<Journal>().Add(line);
        }
        """;

    private const string Services = "builder.Services.AddSingleton<Greeter>().AddKeyedSingleton<Greeter>(\"key\\\"d\");";

    [Theory]
    [InlineData("/return/Nothing", "", null)]
    [InlineData("/return/Text", "text é", "text/plain; charset=utf-8")]
    [InlineData("/return/Null", "", null)]
    [InlineData("/return/Empty", "", "text/plain; charset=utf-8")]
    [InlineData("/return/Task", "task", null)]
    [InlineData("/return/ValueTask", "value task", null)]
    [InlineData("/return/TextTask", "text task", "text/plain; charset=utf-8")]
    [InlineData("/return/TextValueTask", "text value task", "text/plain; charset=utf-8")]
    [InlineData("/return/Result", "result", "text/plain; charset=utf-8")]
    [InlineData("/return/ResultTask", "result task", "text/plain; charset=utf-8")]
    [InlineData("/return/Typed", "typed", "text/plain; charset=utf-8")]
    [InlineData("/return/TypedTask", "\"typed task\"", "application/json; charset=utf-8")]
    [InlineData("/return/Structure", "structure", null)]
    [InlineData("/return/WithType", "a,b", "text/csv")]
    [InlineData("/two/Chosen", "chosen", "text/plain; charset=utf-8")]
    [InlineData("/basket/List", "list of Int32", "text/plain; charset=utf-8")]
    [InlineData("/basket/about", "about", "text/plain; charset=utf-8")]
    [InlineData("/basket/Same", "overridden", "text/plain; charset=utf-8")]
    [InlineData("/parameter/Overload", "base", "text/plain; charset=utf-8")]
    [InlineData("/parameter/overload2", "derived", "text/plain; charset=utf-8")]
    public async Task An_action_answers_with_what_it_returns(string path, string body, string? contentType)
    {
        await using var app = await RunningApp.StartAsync(Source,
            Services +
                "builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = " +
                "new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());");
        using var response = await app.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("/return/Text", 7)]
    [InlineData("/return/Null", 0)]
    [InlineData("/return/Empty", 0)]
    [InlineData("/return/TextValueTask", 15)]
    [InlineData("/return/Large", 1_000_000)]
    public async Task Text_has_its_length(string path, long length)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync(path);

        Assert.Equal(length, response.Content.Headers.ContentLength);
        Assert.Equal(length, (await response.Content.ReadAsByteArrayAsync()).Length);
        Assert.Null(response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task A_constructor_gets_its_services_and_the_controller_is_disposed()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal("hello False True 1 True True", await app.GetAsync("/service/Greet"));
        await app.Journal.WaitForAsync("controller disposed");
    }

    [Fact]
    public async Task A_controller_is_disposed_after_an_exception()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal(500, await app.StatusAsync("/service/Throws"));
        await app.Journal.WaitForAsync("controller disposed");
    }

    [Fact]
    public async Task An_action_learns_that_the_client_has_gone()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(app.Address.Host, app.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /parameter/Cancelled HTTP/1.1\r\nHost: test\r\n\r\n"));
            await app.Journal.WaitForAsync("waiting");
        }

        await app.Journal.WaitForAsync("cancelled");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("PROPFIND")]
    public async Task An_action_answers_every_method(string method)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal(200, await app.StatusAsync("/return/Text", method: new HttpMethod(method)));
    }
}
