using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>
/// A body that fails while it is written is answered by the app's exception handler, or ends the connection: a part of the body never
/// precedes the answer of the handler.
/// </summary>
public sealed class FailedBodyTests
{
    private const string Failure = """{"title":"failed"}""";
    private const string Aborted = "(aborted)";

    private const string Types = """
        public sealed record Row(int A);
        public sealed record Any(object Value);
        public sealed record Pair(string Text, object Value);
        public sealed record Books(string[] Titles, Broken Last);
        public sealed class Broken
        {
            public string First => "first";
            public string Second => throw new NotImplementedException("on purpose");
        }

        public static class Streams
        {
            public static async IAsyncEnumerable<Row> Rows(int count, bool isAwaited)
            {
                for (var i = 0; i < count; i++)
                {
                    yield return new Row(i);
                }

                if (isAwaited)
                {
                    await Task.Delay(50);
                }

                throw new NotImplementedException("on purpose");
            }

            public static async IAsyncEnumerable<Broken> Broken()
            {
                await Task.Yield();
                yield return new Broken();
            }
        }

        """;

    private const string Own = Types + """
        [Controller("own")]
        public static class OwnController
        {
            [Get] public static IAsyncEnumerable<Row> Rows(int count, bool isAwaited) => Streams.Rows(count, isAwaited);
            [Get] public static IAsyncEnumerable<Broken> Items() => Streams.Broken();
            [Get] public static Any Any() => new(new Broken());
            [Get] public static Any AnyRows(bool isAwaited) => new(Streams.Rows(1, isAwaited));
            [Get] public static Pair Long() => new(new string('x', 100_000), new Broken());
            [Get] public static Books Large(int count) => new(Enumerable.Repeat("title", count).ToArray(), new Broken());
        }

        public sealed class BrokenResult : IResult
        {
            public Task ExecuteAsync(HttpContext httpContext) => throw new NotImplementedException("on purpose");
        }

        [Controller("hooked")]
        public static class HookedController
        {
            [Before] public static void Before(RequestContext context) => context.Write("before ");
            [After] public static void After(RequestContext context) => context.Write(" after");
            [Get] public static Broken Json() => new();
            [Get] public static IResult Result() => new BrokenResult();
            [Get] public static IAsyncEnumerable<Row> Rows(bool isAwaited) => Streams.Rows(1, isAwaited);
            [Get] public static Row Served() => new(1);
            [Get] public static IResult Text() => Results.Text("text", "text/html", statusCode: 201);
            [Get] public static IResult Status() => Results.StatusCode(202);
            [Get] public static IResult Sent() => Results.File([65, 66], "application/x-own");
        }
        """;

    private const string Mvc = "[assembly: CompileMvcControllers]\n" + Types + """
        [Microsoft.AspNetCore.Mvc.ApiController, Microsoft.AspNetCore.Mvc.Route("mvc/[action]")]
        public class FailingController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            [Microsoft.AspNetCore.Mvc.HttpGet]
            public IAsyncEnumerable<Row> Rows(int count, bool isAwaited) => Streams.Rows(count, isAwaited);

            [Microsoft.AspNetCore.Mvc.HttpGet] public Any Any() => new(new Broken());
            [Microsoft.AspNetCore.Mvc.HttpGet] public Any AnyRows(bool isAwaited) => new(Streams.Rows(1, isAwaited));
            [Microsoft.AspNetCore.Mvc.HttpGet] public Pair Long() => new(new string('x', 100_000), new Broken());

            [Microsoft.AspNetCore.Mvc.HttpGet]
            public Books Large(int count) => new(Enumerable.Repeat("title", count).ToArray(), new Broken());

            [Microsoft.AspNetCore.Mvc.HttpGet] public object Untyped() => new Any(new Broken());

            [Microsoft.AspNetCore.Mvc.HttpGet]
            public Microsoft.AspNetCore.Mvc.IActionResult Result() => new Microsoft.AspNetCore.Mvc.JsonResult(new Any(new Broken()));
        }
        """;

    private const string Pipeline = """
        app.UseExceptionHandler(handler => handler.Run(context =>
        {
            context.Response.ContentType = "application/problem+json";
            return context.Response.WriteAsync("{\"title\":\"failed\"}");
        }));
        app.UseActions();
        """;

    [Theory]
    [InlineData("rows?count=0&isAwaited=false", Failure)]
    [InlineData("rows?count=0&isAwaited=true", Failure)]
    [InlineData("rows?count=1&isAwaited=false", Failure)]
    [InlineData("rows?count=1&isAwaited=true", Aborted)]
    [InlineData("rows?count=9000&isAwaited=false", Aborted)]
    [InlineData("items", Failure)]
    [InlineData("any", Failure)]
    [InlineData("anyRows?isAwaited=false", Failure)]
    [InlineData("anyRows?isAwaited=true", Aborted)]
    [InlineData("long", Failure, Aborted)]
    [InlineData("large?count=1", Failure)]
    [InlineData("large?count=3000", Failure, Aborted)]
    [InlineData("large?count=9000", Aborted)]
    public async Task An_action_sends_the_body_or_the_failure(string path, params string[] answers)
    {
        await using var app = await RunningApp.StartAsync(Own, pipeline: Pipeline);

        await AssertFailsAsync(app, "/own/" + path, answers);
    }

    [Theory]
    [InlineData("json", Failure)]
    [InlineData("result", Failure)]
    [InlineData("rows?isAwaited=false", Failure)]
    [InlineData("rows?isAwaited=true", Aborted)]
    public async Task The_text_of_a_hook_does_not_precede_the_failure(string path, string answer)
    {
        await using var app = await RunningApp.StartAsync(Own, pipeline: Pipeline);

        await AssertFailsAsync(app, "/hooked/" + path, answer);
    }

    [Theory]
    [InlineData("served", 200, "application/json; charset=utf-8", "before {\"a\":1} after")]
    [InlineData("text", 201, "text/html", "before text after")]
    [InlineData("status", 202, "text/plain; charset=utf-8", "before  after")]
    [InlineData("sent", 200, "application/x-own", "before AB after")]
    public async Task The_text_of_the_hooks_is_around_a_result(string path, int status, string type, string body)
    {
        await using var app = await RunningApp.StartAsync(Own, pipeline: Pipeline);
        using var response = await app.Client.GetAsync("/hooked/" + path);

        Assert.Equal(
            (status, type, body),
            ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("rows?count=0&isAwaited=false", Failure)]
    [InlineData("rows?count=1&isAwaited=false", Failure, Aborted)]
    [InlineData("rows?count=1&isAwaited=true", Aborted)]
    [InlineData("rows?count=9000&isAwaited=false", Aborted)]
    [InlineData("any", Failure)]
    [InlineData("untyped", Failure)]
    [InlineData("result", Failure)]
    [InlineData("anyRows?isAwaited=false", Failure, Aborted)]
    [InlineData("anyRows?isAwaited=true", Aborted)]
    [InlineData("long", Failure, Aborted)]
    [InlineData("large?count=1", Failure)]
    [InlineData("large?count=3000", Failure, Aborted)]
    [InlineData("large?count=9000", Aborted)]
    public async Task A_compiled_MVC_action_sends_the_body_or_the_failure(string path, params string[] answers)
    {
        await using var app = await RunningApp.StartAsync(Mvc, pipeline: Pipeline);

        await AssertFailsAsync(app, "/mvc/" + path, answers);
    }

    private static async Task AssertFailsAsync(RunningApp app, string path, params string[] answers)
    {
        using var response = await app.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        string body;
        try
        {
            body = await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            body = Aborted;
        }

        Assert.Contains(body.Length > 200 ? body[..200] : body, answers);
        Assert.Equal(body == Aborted ? HttpStatusCode.OK : HttpStatusCode.InternalServerError, response.StatusCode);
    }
}
