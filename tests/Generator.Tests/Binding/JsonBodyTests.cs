using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Generator.Tests.Binding;

/// <summary>Bodies in memory, read with the JSON options of an app.</summary>
public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("application/json", "utf-8")]
    [InlineData("application/problem+json", "utf-8")]
    [InlineData("application/json; charset=utf-16", "utf-16")]
    [InlineData("application/json; charset=\"utf-16\"", "utf-16")]
    [InlineData("application/json; charset=\"utf-8\"", "utf-8")]
    [InlineData("application/json; charset=\"\"", "utf-8")]
    [InlineData("text/json", "utf-8")]
    [InlineData("TEXT/JSON; charset=utf-16", "utf-16")]
    public async Task A_body_is_read_in_its_charset_and_stays_open(string contentType, string charset)
    {
        var body = new MemoryStream(Encoding.GetEncoding(charset).GetBytes("\"é\""));
        var content = await JsonBody.ReadAsync<string>(Request(contentType, body));

        Assert.Equal((null, "é"), (content.Error, content.Value));
        Assert.True(body.CanRead);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("", 415)]
    [InlineData("application/json; charset=none", 415)]
    [InlineData("application/json", 400)]
    public async Task Another_body_is_an_error(string contentType, int status)
    {
        var content = await JsonBody.ReadAsync<string>(Request(contentType, new MemoryStream("1"u8.ToArray())));

        Assert.Equal(status, content.Error?.StatusCode);
        Assert.Null(content.Value);
    }

    [Fact]
    public async Task Without_a_body_nothing_is_read()
    {
        var content = await JsonBody.ReadAsync<string>(new DefaultHttpContext());

        Assert.True(content.IsMissing);
        Assert.Null(content.Error);
    }

    /// <summary>One of the apps reads numbers from strings as well. Options are found with and without a scope of the request.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_app_reads_values_with_its_own_options(bool hasScope)
    {
        var strict = App(JsonNumberHandling.Strict);
        var lenient = App(JsonNumberHandling.AllowReadingFromString);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal((5, null), await ReadAsync(lenient, "\"5\""));
            Assert.Equal((null, 400), await ReadAsync(strict, "\"5\""));
            Assert.Equal((6, null), await ReadAsync(strict, "6"));
            Assert.Equal((null, null), await ReadAsync(lenient, "null"));
        }

        async Task<(int? Value, int? Error)> ReadAsync(IServiceProvider app, string body)
        {
            var context = Request("application/json", new MemoryStream(Encoding.UTF8.GetBytes(body)), app);
            if (!hasScope)
            {
                context.Features.Set<IServiceProvidersFeature>(null);
                context.ServiceScopeFactory = app.GetRequiredService<IServiceScopeFactory>();
            }

            var content = await JsonBody.ReadNullableAsync<int>(context);
            return (content.Value, content.Error?.StatusCode);
        }
    }

    [Fact]
    public void A_type_that_the_app_does_not_cover_is_an_error_of_the_app()
    {
        var context = Request("application/json", Stream.Null, App(JsonNumberHandling.Strict, JsonTypeInfoResolver.Combine()));
        context.SetEndpoint(new Endpoint(null, null, "POST /books"));

        Assert.StartsWith("POST /books reads or writes System.String as JSON",
            Assert.Throws<InvalidOperationException>(() => JsonTypes.Of<string>(context)).Message, StringComparison.Ordinal);
        var type = string.Empty.GetType();
        Assert.Throws<InvalidOperationException>(() => JsonTypes.Of(context, type));
        Assert.Null(JsonTypes.TryFind(context, type));
        Assert.NotNull(JsonTypes.TryFind(Request("application/json", Stream.Null), type));
    }

    private static ServiceProvider App(JsonNumberHandling numbers, IJsonTypeInfoResolver? resolver = null)
    {
        var options = new JsonOptions();
        options.SerializerOptions.NumberHandling = numbers;
        options.SerializerOptions.TypeInfoResolver = resolver ?? new DefaultJsonTypeInfoResolver();
        return new ServiceCollection().AddSingleton(Options.Create(options)).BuildServiceProvider();
    }

    private static DefaultHttpContext Request(string contentType, Stream body, IServiceProvider? app = null) => new()
    {
        Request = { ContentType = contentType, Body = body, ContentLength = 1 },
        RequestServices = app ?? App(JsonNumberHandling.Strict),
    };
}
