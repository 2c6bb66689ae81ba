using System.Net;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>The return types of actions and their responses.</summary>
public sealed class ResultTests
{
    private const string Source = """
        using System.Net.ServerSentEvents;
        using System.Runtime.CompilerServices;
        using Generator.Tests.Harness;
        using Microsoft.AspNetCore.Http.HttpResults;

        public class Book { public string Title { get; set; } = "Emma"; }
        public sealed class Novel : Book { public int Pages => 400; }
        public readonly record struct Point(int X, int Y);

        public sealed class AllButNovels : System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver
        {
            private readonly System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver _all = new();

            public System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(
                Type type, System.Text.Json.JsonSerializerOptions options) =>
                type == typeof(Novel) ? null : _all.GetTypeInfo(type, options);
        }

        [Controller("result")]
        public sealed class ResultController(Journal journal)
        {
            [Get] public Book Book() => new();
            [Get] public Book Derived() => new Novel();
            [Get] public Book? Null() => null;
            [Get] public Point Point() => new(1, 2);
            [Get] public Point? NoPoint() => null;
            [Get] public Point? SomePoint() => new(3, 4);
            [Get] public int Int() => 5;
            [Get] public bool Bool() => true;
            [Get] public IEnumerable<Book> Many() => new[] { new Book(), new Novel() }.Where(book => book is not null);
            [Get] public Book[] Array() => [new()];
            [Get] public Task<Book> Task() => System.Threading.Tasks.Task.FromResult(new Book());
            [Get] public ValueTask<Book> ValueTask() => new(new Book());
            [Get] public async Task<Book?> Later() { await System.Threading.Tasks.Task.Yield(); return null; }
            [Get] public object Object() => new Point(5, 6);
            [Get] public object ObjectText() => "text";
            [Get] public object? ObjectNull() => null;
            [Get] public object ObjectResult() => TypedResults.NoContent();
            [Get] public Results<Ok<Book>, NotFound> Either(bool found) => found ? TypedResults.Ok(new Book()) : TypedResults.NotFound();
            [Get] public Book WithStatus(HttpResponse response)
            {
                response.StatusCode = 201;
                response.ContentType = "application/vnd.book+json";
                return new Book();
            }
            [Get] public Book InContext(RequestContext context) => new();
            [Get] public Point? PointInContext(RequestContext context) => null;
            [Get] public object ObjectInContext(RequestContext context) => "text";

            [Get] public async IAsyncEnumerable<Book> Stream()
            {
                yield return new Book { Title = "first" };
                await System.Threading.Tasks.Task.Yield();
                yield return new Book { Title = "second" };
            }
            [Get] public IAsyncEnumerable<Book> Empty() => AsyncEnumerable.Empty<Book>();
            [Get] public Task<IAsyncEnumerable<Point>> StreamLater() =>
                System.Threading.Tasks.Task.FromResult(new[] { new Point(1, 1) }.ToAsyncEnumerable());
            [Get] public IAsyncEnumerable<int> StreamInContext(RequestContext context) => new[] { 1, 2 }.ToAsyncEnumerable();
            [Get] public IAsyncEnumerable<int> Large() => Enumerable.Range(0, 20_000).ToAsyncEnumerable();
            [Get] public async IAsyncEnumerable<string> Stepwise([EnumeratorCancellation] CancellationToken aborted)
            {
                yield return "one";
                await journal.WaitForAsync("the client has one");
                yield return "two";
            }
            [Get] public async IAsyncEnumerable<int> FailsAtOnce()
            {
                await System.Threading.Tasks.Task.Yield();
                throw new InvalidOperationException("on purpose");
            #pragma warning disable CS0162
                yield return 1;
            #pragma warning restore CS0162
            }
            [Get] public async IAsyncEnumerable<int> FailsLater()
            {
                yield return 1;
                await System.Threading.Tasks.Task.Yield();
                throw new InvalidOperationException("on purpose");
            }
            [Get] public async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken aborted)
            {
                try
                {
                    yield return 1;
                    await System.Threading.Tasks.Task.Delay(Timeout.Infinite, aborted);
                }
                finally
                {
                    journal.Add("stream ended");
                }
            }

            [Get] public async IAsyncEnumerable<SseItem<Book>> Events()
            {
                yield return new SseItem<Book>(new Book { Title = "first" }, "added");
                await System.Threading.Tasks.Task.Yield();
                yield return new SseItem<Book>(new Book { Title = "second" });
            }
            [Get] public ServerSentEventsResult<string> TypedEvents() =>
                TypedResults.ServerSentEvents(new[] { "a", "b" }.ToAsyncEnumerable());
        }
        """;

    private const string Services =
        "builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = " +
        "new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());";

    private const string Json = "application/json; charset=utf-8";

    [Theory]
    [InlineData("book", """{"title":"Emma"}""", Json)]
    [InlineData("derived", """{"pages":400,"title":"Emma"}""", Json)]
    [InlineData("null", "null", Json)]
    [InlineData("point", """{"x":1,"y":2}""", Json)]
    [InlineData("noPoint", "null", Json)]
    [InlineData("somePoint", """{"x":3,"y":4}""", Json)]
    [InlineData("int", "5", Json)]
    [InlineData("bool", "true", Json)]
    [InlineData("many", """[{"title":"Emma"},{"title":"Emma"}]""", Json)]
    [InlineData("array", """[{"title":"Emma"}]""", Json)]
    [InlineData("task", """{"title":"Emma"}""", Json)]
    [InlineData("valueTask", """{"title":"Emma"}""", Json)]
    [InlineData("later", "null", Json)]
    [InlineData("object", """{"x":5,"y":6}""", Json)]
    [InlineData("objectText", "text", "text/plain; charset=utf-8")]
    [InlineData("objectNull", "null", Json)]
    [InlineData("either?found=true", """{"title":"Emma"}""", Json)]
    [InlineData("inContext", """{"title":"Emma"}""", Json)]
    [InlineData("pointInContext", "null", Json)]
    [InlineData("objectInContext", "text", "text/plain; charset=utf-8")]
    [InlineData("stream", """[{"title":"first"},{"title":"second"}]""", Json)]
    [InlineData("empty", "[]", Json)]
    [InlineData("streamLater", """[{"x":1,"y":1}]""", Json)]
    [InlineData("streamInContext", "[1,2]", Json)]
    [InlineData("events", "event: added\ndata: {\"title\":\"first\"}\n\ndata: {\"title\":\"second\"}\n\n", "text/event-stream")]
    [InlineData("typedEvents", "data: a\n\ndata: b\n\n", "text/event-stream")]
    public async Task It_is_sent(string path, string body, string contentType)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync("/result/" + path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("either?found=false", 404)]
    [InlineData("objectResult", 204)]
    [InlineData("failsAtOnce", 500)]
    public async Task It_has_its_status(string path, int status)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal(status, await app.StatusAsync("/result/" + path));
    }

    [Fact]
    public async Task What_the_app_cannot_write_whole_is_written_as_it_is_declared()
    {
        await using var app = await RunningApp.StartAsync(Source,
            "builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = new AllButNovels());");

        Assert.Equal("""{"title":"Emma"}""", await app.GetAsync("/result/derived"));
    }

    [Fact]
    public async Task What_the_action_has_set_stays()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync("/result/withStatus");

        Assert.Equal((HttpStatusCode.Created, "application/vnd.book+json"),
            (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
    }

    [Fact]
    public async Task A_stream_of_many_items_comes_whole()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal("[" + string.Join(',', Enumerable.Range(0, 20_000)) + "]", await app.GetAsync("/result/large"));
    }

    [Fact]
    public async Task A_client_has_an_item_before_the_next_is_there()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync("/result/stepwise", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var first = new byte["[\"one\"".Length];
        await body.ReadExactlyAsync(first);

        Assert.Equal("[\"one\"", Encoding.UTF8.GetString(first));
        app.Journal.Add("the client has one");
        Assert.Equal(",\"two\"]", await new StreamReader(body).ReadToEndAsync());
    }

    [Fact]
    public async Task A_stream_that_fails_is_seen_to_be_cut_off()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        await Assert.ThrowsAsync<HttpRequestException>(() => app.Client.GetStringAsync("/result/failsLater"));
    }

    [Fact]
    public async Task A_stream_ends_when_the_client_goes()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using (var response = await app.Client.GetAsync("/result/endless", HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await app.Journal.WaitForAsync("stream ended");
    }
}
