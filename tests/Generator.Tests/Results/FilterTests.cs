using System.Net;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>Filters around actions: their order, their arguments, and their changes.</summary>
public sealed class FilterTests
{
    private const string Source = """
        using Generator.Tests.Harness;
        using Microsoft.AspNetCore.Http.HttpResults;

        public abstract class Noting(Journal journal, string name) : IEndpointFilter
        {
            public virtual async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
            {
                var arguments = context.Arguments.Select(one => one is HttpContext or RequestContext ? one.GetType().Name : one);
                journal.Add($"{name} ({string.Join(", ", arguments)})");
                var result = await next(context);
                journal.Add($"{name} {result ?? "null"}");
                return result;
            }
        }

        public sealed class Outer(Journal journal) : Noting(journal, "outer");
        public sealed class Middle(Journal journal) : Noting(journal, "middle");
        public sealed class Inner(Journal journal) : Noting(journal, "inner");

        public sealed class Doubling : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
            {
                context.Arguments[0] = context.GetArgument<int>(0) * 2;
                return next(context);
            }
        }

        public sealed class Refusing : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                new(TypedResults.Text("refused", statusCode: 403));
        }

        public sealed class Replacing : IEndpointFilter
        {
            public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                await next(context) is string text ? text.ToUpperInvariant() : null;
        }

        public interface ICounting : IEndpointFilter;
        public sealed class Counting : ICounting
        {
            private int _count;
            public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                $"{await next(context)} {Interlocked.Increment(ref _count)}";
        }
        public sealed class CountingAlone : IEndpointFilter
        {
            private int _count;
            public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                $"{await next(context)} {Interlocked.Increment(ref _count)}";
        }

        [Filter<Outer>]
        public abstract class Base;

        [Controller("filter"), Filter<Middle>]
        public sealed class FilterController(Journal journal) : Base
        {
            [Before] public void Before() => journal.Add("before");
            [After] public void After() => journal.Add("after");

            [Get("{id}"), Filter<Inner>]
            public string Show(int id, string? q, HttpContext context) { journal.Add("action"); return $"{id} {q}"; }
            [Get("nothing")] public void Nothing() => journal.Add("action");
            [Get("context/{id}")] public string WithContext(RequestContext context, int id) { context.Write("written "); return $"{id}"; }
            [Get("refused"), Filter<Refusing>, Filter<Inner>] public string Refused() { journal.Add("action"); return "never"; }
        }

        public sealed record Item(int Number);

        [Controller("plain")]
        public static class PlainController
        {
            [Get("double/{n}"), Filter<Doubling>] public static string Doubled(int n) => $"{n}";
            [Get("upper"), Filter<Replacing>] public static string Upper() => "text";
            [Get("null"), Filter<Replacing>] public static int ReplacedByNull() => 5;
            [Get("later"), Filter<Replacing>] public static async Task<string> Later() { await Task.Yield(); return "later"; }
            [Get("json"), Filter<PassingOn>] public static Item Json() => new(1);
            [Get("many"), Filter<PassingOn>] public static IEnumerable<Item> Many() => new[] { new Item(1) }.Where(item => item.Number > 0);
            [Get("stream"), Filter<PassingOn>] public static async IAsyncEnumerable<int> Stream() { await Task.Yield(); yield return 1; }
            [Get("result"), Filter<PassingOn>] public static Ok<Item> Result() => TypedResults.Ok(new Item(2));
            [Get("task"), Filter<PassingOn>]
            public static async Task Nothing(HttpResponse response) { await Task.Yield(); response.StatusCode = 202; }
            [Get("nine"), Filter<PassingOn>] public static string Nine(int a, int b, int c, int d, int e, int f, int g, int h, string i) =>
                $"{a + b + c + d + e + f + g + h}{i}";
            [Get("count"), Filter<ICounting>] public static string Count() => "count";
            [Get("count2"), Filter<CountingAlone>] public static string Count2() => "count";
            [Get("count3"), Filter<CountingAlone>] public static string Count3() => "count";
            [Post("body"), Filter<PassingOn>] public static string Body(Item item) => $"{item.Number}";
        }

        public sealed class PassingOn : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);
        }
        """;

    private const string Services = """
        builder.Services.AddSingleton<ICounting, Counting>();
        builder.Services.ConfigureHttpJsonOptions(
            o => o.SerializerOptions.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());
        """;

    [Fact]
    public async Task Filters_run_in_order_between_the_hooks_and_see_the_arguments()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal("7 x", await app.GetAsync("/filter/7?q=x"));
        await app.Journal.WaitForAsync("after");
        Assert.Equal(
            ["before", "outer (7, x, DefaultHttpContext)", "middle (7, x, DefaultHttpContext)", "inner (7, x, DefaultHttpContext)",
                "action", "inner 7 x", "middle 7 x", "outer 7 x", "after"],
            app.Journal.Lines);
    }

    [Fact]
    public async Task A_request_that_cannot_be_bound_reaches_no_filter()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal(400, await app.StatusAsync("/filter/x"));
        Assert.Equal(["before"], app.Journal.Lines);
    }

    [Fact]
    public async Task A_filter_answers_instead_of_the_action()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync("/filter/refused");

        Assert.Equal((HttpStatusCode.Forbidden, "refused"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        await app.Journal.WaitForAsync("after");
        Assert.DoesNotContain("action", app.Journal.Lines);
        Assert.DoesNotContain(app.Journal.Lines, line => line.StartsWith("inner", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plain/double/4", "8")]
    [InlineData("plain/upper", "TEXT")]
    [InlineData("plain/null", "null")]
    [InlineData("plain/later", "LATER")]
    [InlineData("plain/json", """{"number":1}""")]
    [InlineData("plain/many", """[{"number":1}]""")]
    [InlineData("plain/stream", "[1]")]
    [InlineData("plain/result", """{"number":2}""")]
    [InlineData("plain/nine?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=x", "36x")]
    [InlineData("filter/nothing", "")]
    [InlineData("filter/context/3", "written 3")]
    public async Task What_comes_out_of_the_filters_is_sent(string path, string body)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal(body, await app.GetAsync("/" + path));
    }

    [Fact]
    public async Task A_task_without_a_result_is_waited_for()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal(202, await app.StatusAsync("/plain/task"));
    }

    [Fact]
    public async Task A_body_is_bound_before_the_filters_run()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.PostAsync("/plain/body",
            new StringContent("""{"number":9}""", Encoding.UTF8, "application/json"));

        Assert.Equal("9", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task There_is_one_filter_of_a_type_in_an_app()
    {
        await using (var app = await RunningApp.StartAsync(Source, Services))
        {
            Assert.Equal("count 1", await app.GetAsync("/plain/count"));
            Assert.Equal("count 2", await app.GetAsync("/plain/count"));
            Assert.Equal("count 1", await app.GetAsync("/plain/count2"));
            Assert.Equal("count 2", await app.GetAsync("/plain/count3"));
        }

        await using var another = await RunningApp.StartAsync(Source, Services);
        Assert.Equal("count 1", await another.GetAsync("/plain/count2"));
    }
}
