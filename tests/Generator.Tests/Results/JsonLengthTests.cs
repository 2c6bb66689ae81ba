using System.Globalization;
using System.Net;
using System.Text.Json;
using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>JSON is sent with its length, in one piece, unless it is large or a part of it is awaited.</summary>
public sealed class JsonLengthTests
{
    private const string Source = """
        using System.Runtime.CompilerServices;
        using Generator.Tests.Harness;

        public record Book(string Title);
        public record Shelf(string Name, Book[] Books);
        public record Chain(int Depth, Chain? Next);
        public record Tape(string Name, IAsyncEnumerable<string> Parts);
        public record Any(object Value);
        [System.Text.Json.Serialization.JsonDerivedType(typeof(TapedItem), "taped")]
        public record Item(string Name);
        public record TapedItem(string Name, IAsyncEnumerable<string> Parts) : Item(Name);
        public sealed class Ignoring
        {
            public string Title => "Emma";
            [System.Text.Json.Serialization.JsonIgnore] public ReadOnlySpan<byte> Bytes => default;
            [System.Text.Json.Serialization.JsonIgnore] public IAsyncEnumerable<string>? Parts => null;
            [System.Text.Json.Serialization.JsonIgnore] public object? Value => null;
        }
        public sealed class Broken
        {
            public string First => "first";
            public string Second => throw new NotImplementedException("on purpose");
        }

        [Controller("json")]
        public sealed class JsonController(Journal journal)
        {
            [Get, Head] public Book Book() => new("Emma ü");
            [Get] public object Object() => new Book("Emma ü");
            [Get] public Chain Chain() => new(1, new Chain(2, null));
            [Get] public int Number() => 5;
            [Get] public string[] Text(int length) => [new string('x', length)];
            [Get] public Shelf Shelf(int count) => new("first", Enumerable.Range(0, count).Select(i => new Book($"book {i}")).ToArray());
            [Get] public Tape Tape() => new("first", Parts(default));
            [Get] public Any Any() => new(Parts(default));
            [Get] public Item Item() => new TapedItem("first", Parts(default));
            [Get] public Ignoring Ignoring() => new();
            [Get] public Broken Broken() => new();
            [Get] public Book Status(HttpResponse response, int status) { response.StatusCode = status; return new("Emma"); }
            [Get] public Book Declared(HttpResponse response) { response.ContentLength = 16; return new("Emma"); }
            [Get] public Book Started(HttpResponse response)
            {
                response.ContentType = "application/json";
                response.StartAsync();
                return new("Emma");
            }
            [Get] public Book Trailed(HttpResponse response) { response.DeclareTrailer("X-Sum"); return new("Emma"); }
            [Get] public Book Prefixed(HttpResponse response) { Prefix(response); return new("Emma"); }
            [Get] public int? NullTrailed(HttpResponse response) { response.DeclareTrailer("X-Sum"); return null; }
            [Get] public int? NullPrefixed(HttpResponse response) { Prefix(response); return null; }
            [Get] public string TextTrailed(HttpResponse response) { response.DeclareTrailer("X-Sum"); return "Emma"; }
            [Get] public string TextPrefixed(HttpResponse response) { Prefix(response); return "Emma"; }
            [Get] public string ContextTrailed(RequestContext context) { context.Response.DeclareTrailer("X-Sum"); return "Emma"; }
            [Get] public string ContextPrefixed(RequestContext context) { Prefix(context.Response); return "Emma"; }
            [Get] public string ProblemTrailed(int number) => "Emma";
            [Get] public string ProblemPrefixed(int number) => "Emma";

            private static void Prefix(HttpResponse response) =>
                response.BodyWriter.Advance(System.Text.Encoding.UTF8.GetBytes("  ", response.BodyWriter.GetSpan(2)));

            private async IAsyncEnumerable<string> Parts([EnumeratorCancellation] CancellationToken aborted)
            {
                yield return "one";
                await journal.WaitForAsync("the client has one");
                yield return "two";
            }
        }
        """;

    private const string Services = """
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver =
            new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());
        builder.Services.AddResponseCompression();
        """;

    private const string Compressed = "app.UseResponseCompression(); app.UseActions();";

    private const string Unfinished = """
        app.Use((httpContext, next) =>
        {
            if (httpContext.Request.Path == "/json/ProblemTrailed")
            {
                httpContext.Response.DeclareTrailer("X-Sum");
            }
            else if (httpContext.Request.Path == "/json/ProblemPrefixed")
            {
                httpContext.Response.BodyWriter.Advance(
                    System.Text.Encoding.UTF8.GetBytes("  ", httpContext.Response.BodyWriter.GetSpan(2)));
            }

            return next(httpContext);
        });
        app.UseActions();
        """;

    [Theory]
    [InlineData("/json/Book", """{"title":"Emma ü"}""")]
    [InlineData("/json/Object", """{"title":"Emma ü"}""")]
    [InlineData("/json/Chain", """{"depth":1,"next":{"depth":2,"next":null}}""")]
    [InlineData("/json/Number", "5")]
    [InlineData("/json/Ignoring", """{"title":"Emma"}""")]
    [InlineData("/json/Declared", """{"title":"Emma"}""")]
    public async Task Json_has_its_length(string path, string body)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync(path);

        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(JsonElement.Parse(body).ToString(), JsonElement.Parse(bytes).ToString());
        Assert.Equal(bytes.Length, SentLength(response));
        Assert.Null(response.Headers.TransferEncodingChunked);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    /// <summary>Around the sizes at which the serializer flushes, the buffer grows, and the body is passed on.</summary>
    [Fact]
    public async Task A_body_of_any_size_arrives_whole()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        foreach (var count in (int[])[0, 1, 40, 45, 50, 300, 700, 710, 720, 730, 740, 1400, 1500, 5000, 100_000])
        {
            using var response = await app.Client.GetAsync($"/json/Shelf?count={count}");
            var shelf = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());

            Assert.Equal(count, shelf.GetProperty("books").GetArrayLength());
            AssertLength(response, isSmall: count < 500, isLarge: count > 2000);
        }

        foreach (var length in (int[])[0, 300, 1018, 1019, 1020, 1021, 1022, 5000, 16_000, 20_000, 21_000, 22_000, 65_530, 400_000])
        {
            using var response = await app.Client.GetAsync($"/json/Text?length={length}");
            Assert.Equal(
                length + "[\"\"]".Length,
                (await response.Content.ReadAsStringAsync()).Length);
            AssertLength(response, isSmall: length < 10_000, isLarge: length > 100_000);
        }
    }

    [Theory]
    [InlineData("/json/Tape")]
    [InlineData("/json/Any")]
    [InlineData("/json/Item")]
    public async Task What_precedes_an_awaited_part_is_sent_before_it(string path)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(body);
        var read = string.Empty;
        var buffer = new char[100];
        while (!read.Contains("one", StringComparison.Ordinal))
        {
            var count = await reader.ReadAsync(buffer);
            Assert.NotEqual(0, count);
            read += new string(buffer, 0, count);
        }

        app.Journal.Add("the client has one");
        var json = read + await reader.ReadToEndAsync();

        Assert.Contains("""["one","two"]""", json, StringComparison.Ordinal);
        Assert.True(response.Headers.TransferEncodingChunked);
    }

    [Theory]
    [InlineData("/json/Started")]
    [InlineData("/json/Trailed")]
    [InlineData("/json/Prefixed")]
    [InlineData("/json/NullTrailed", "null")]
    [InlineData("/json/NullPrefixed", "null")]
    [InlineData("/json/TextTrailed")]
    [InlineData("/json/TextPrefixed")]
    [InlineData("/json/ContextTrailed")]
    [InlineData("/json/ContextPrefixed")]
    [InlineData("/json/ProblemTrailed?number=x", "number")]
    [InlineData("/json/ProblemPrefixed?number=x", "number")]
    public async Task A_response_that_needs_chunks_has_no_length(string path, string part = "Emma")
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Unfinished);
        using var response = await app.Client.GetAsync(path);

        Assert.Contains(part, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(SentLength(response));
        Assert.True(response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task A_value_that_cannot_be_written_is_an_error_response()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        for (var i = 0; i < 3; i++)
        {
            using var response = await app.Client.GetAsync("/json/Broken");
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.Equal("""{"title":"Emma ü"}""", JsonElement.Parse(await app.GetAsync("/json/Book")).GetRawText().Replace(
                "\\u00FC", "ü", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task A_value_with_a_status_that_has_no_body_is_answered_as_by_a_lambda(int status)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, """
            app.UseActions();
            app.MapGet("/lambda", (HttpResponse response, int status) => { response.StatusCode = status; return new Book("Emma"); });
            """);
        using var lambda = await app.Client.GetAsync($"/lambda?status={status}");
        using var action = await app.Client.GetAsync($"/json/Status?status={status}");

        Assert.Equal(lambda.StatusCode, action.StatusCode);
        Assert.Equal(await lambda.Content.ReadAsStringAsync(), await action.Content.ReadAsStringAsync());
        Assert.Equal("""{"title":"Emma ü"}""", JsonElement.Parse(await app.GetAsync("/json/Book")).GetRawText().Replace(
            "\\u00FC", "ü", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_head_request_has_the_length_of_the_body()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var get = await app.Client.GetAsync("/json/Book");
        using var head = await app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/json/Book"));

        Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, SentLength(head));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_compressed_body_has_no_length()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Compressed);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/json/Shelf?count=300") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var response = await app.Client.SendAsync(request);
        await using var body = new System.IO.Compression.GZipStream(
            await response.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        using var json = await JsonDocument.ParseAsync(body);

        Assert.Equal(300, json.RootElement.GetProperty("books").GetArrayLength());
        Assert.Null(SentLength(response));
    }

    /// <summary>The exact limit depends on the pieces in which the serializer writes.</summary>
    private static void AssertLength(HttpResponseMessage response, bool isSmall, bool isLarge)
    {
        var hasLength = SentLength(response) is not null;
        Assert.True(hasLength || !isSmall, "A small body has no length.");
        Assert.True(!hasLength || !isLarge, "A large body has a length.");
    }

    /// <summary>The header as it was sent: <c>HttpContent</c> computes one for a buffered body.</summary>
    private static int? SentLength(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Length", out var values)
            ? int.Parse(values.ToString(), CultureInfo.InvariantCulture)
            : null;
}
