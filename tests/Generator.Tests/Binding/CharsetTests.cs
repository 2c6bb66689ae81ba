using System.Net;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>The charset of a body: one that .NET knows is decoded, any other is a client error.</summary>
public sealed class CharsetTests
{
    private const string Source = """
        [Controller("body"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class BodyController
        {
            [Post] public static string Text([FromBody] string text) => text;
            [Post] public static string Form([FromForm] string name) => name;
        }
        """;

    private const string Services =
        "builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = " +
        "new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());";

    [Theory]
    [InlineData("text", "application/json; charset=nonsense",
        "text: The charset 'nonsense' of the request body is not supported. Use utf-8.")]
    [InlineData("text", "application/json; charset=utf-7", "text: The charset 'utf-7' of the request body is not supported. Use utf-8.")]
    [InlineData("form", "application/x-www-form-urlencoded; charset=utf-7",
        "name: The charset 'utf-7' of the request body is not supported. Use utf-8.")]
    [InlineData("form", "application/x-www-form-urlencoded; charset=nonsense",
        "name: The charset 'nonsense' of the request body is not supported. Use utf-8.")]
    public async Task An_unknown_charset_is_refused(string path, string type, string error)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var content = new ByteArrayContent("\"Emma\""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await app.Client.PostAsync("/body/" + path, content);

        Assert.Equal([error], await Problem.ErrorsAsync(response, HttpStatusCode.UnsupportedMediaType));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("UTF-8")]
    [InlineData("iso-8859-1")]
    public async Task What_is_known_is_read(string charset)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var content = new StringContent("\"\u00e9\"", Encoding.GetEncoding(charset), "application/json");
        using var response = await app.Client.PostAsync("/body/text", content);

        Assert.Equal((HttpStatusCode.OK, "\u00e9"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }
}
