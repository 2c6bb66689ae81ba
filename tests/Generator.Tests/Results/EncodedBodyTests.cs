using System.IO.Compression;
using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>A body that passes through an encoder is written without a flush, and arrives whole and in order.</summary>
public sealed class EncodedBodyTests
{
    private const string Source = """
        public record Book(string Title);

        [Controller("body")]
        public sealed class BodyController
        {
            [Get] public Book Json() => new("Emma ü");
            [Get] public string Text() => "Emma ü";
            [Get] public string Context(RequestContext context) { context.Write("before "); return "Emma ü"; }
            [Get] public int Flushes() => CountingStream.Flushes;
            [Get] public Book JsonPrefixed(HttpResponse response) { Prefix(response); return new("Emma ü"); }
            [Get] public string TextPrefixed(HttpResponse response) { Prefix(response); return "Emma ü"; }
            [Get] public string ContextPrefixed(RequestContext context) { Prefix(context.Response); return "Emma ü"; }

            private static void Prefix(HttpResponse response) =>
                response.BodyWriter.Advance(System.Text.Encoding.UTF8.GetBytes("  ", response.BodyWriter.GetSpan(2)));
        }

        public sealed class CountingStream(System.IO.Stream inner)
            : System.IO.Compression.GZipStream(inner, System.IO.Compression.CompressionLevel.Fastest)
        {
            private bool _isWritten;

            public static int Flushes { get; private set; }

            public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
            {
                _isWritten = true;
                return base.WriteAsync(bytes, cancellationToken);
            }

            // The start of the response flushes an empty body.
            public override Task FlushAsync(CancellationToken cancellationToken)
            {
                Flushes += _isWritten ? 1 : 0;
                return base.FlushAsync(cancellationToken);
            }
        }
        """;

    private const string Services = """
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver =
            new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());
        builder.Services.AddResponseCompression();

        // A class derived from GZipStream is disposed synchronously.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AllowSynchronousIO = true);
        """;

    /// <summary>As a middleware of an app may compress.</summary>
    private const string Counting = """
        app.Use(async (httpContext, next) =>
        {
            var response = httpContext.Response;
            if (!httpContext.Request.Query.ContainsKey("encoded"))
            {
                await next(httpContext);
                return;
            }

            response.Headers.ContentEncoding = "gzip";
            var inner = response.Body;
            var counting = new CountingStream(inner);
            response.Body = counting;
            await next(httpContext);
            await counting.DisposeAsync();
            response.Body = inner;
        });
        app.UseActions();
        """;

    /// <summary>The stream is read as soon as the action has returned, and the body is changed.</summary>
    private const string Reading = """
        app.Use(async (httpContext, next) =>
        {
            var response = httpContext.Response;
            if (httpContext.Request.Query.ContainsKey("encoded"))
            {
                response.Headers.ContentEncoding = "identity";
            }

            var inner = response.Body;
            var memory = new System.IO.MemoryStream();
            response.Body = memory;
            await next(httpContext);
            response.Body = inner;
            memory.WriteByte((byte)'!');
            await inner.WriteAsync(memory.ToArray());
        });
        app.UseActions();
        """;

    public static TheoryData<string, string> Bodies => new()
    {
        { "Json", """{"title":"Emma ü"}""" },
        { "Text", "Emma ü" },
        { "Context", "before Emma ü" },
        { "JsonPrefixed", """  {"title":"Emma ü"}""" },
        { "TextPrefixed", "  Emma ü" },
        { "ContextPrefixed", "  Emma ü" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_compressed_body_arrives_whole(string action, string body)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, "app.UseResponseCompression(); app.UseActions();");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/body/{action}") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var response = await app.Client.SendAsync(request);

        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.Equal(body, await DecodedAsync(response));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_encoder_is_not_flushed_unless_bytes_wait_in_the_writer(string action, string body)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Counting);
        var before = await app.GetAsync("/body/Flushes");
        using var response = await app.Client.GetAsync($"/body/{action}?encoded");

        Assert.Equal(body, await DecodedAsync(response));
        Assert.Equal(action.EndsWith("Prefixed", StringComparison.Ordinal), before != await app.GetAsync("/body/Flushes"));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_middleware_that_replaces_the_stream_finds_the_body_in_it_and_may_change_it(string action, string body)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Reading);

        Assert.Equal(body + "!", await app.GetAsync($"/body/{action}"));
        Assert.Equal(body + "!", await app.GetAsync($"/body/{action}?encoded"));
    }

    private static async Task<string> DecodedAsync(HttpResponseMessage response)
    {
        await using var decoded = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(decoded);
        return await reader.ReadToEndAsync();
    }
}
