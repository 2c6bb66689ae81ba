using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>The content types of JSON and form bodies.</summary>
public sealed class BodyContentTypeTests
{
    private const string Source = """
        public sealed class Note { public string? Text { get; set; } public IFormFile? File { get; set; } }

        [Controller("body"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class BodyController
        {
            [Post] public static string Text([FromBody] string text) => text;
            [Post] public static string Note([FromForm] Note note) => $"{note.Text} {note.File is null}";
            [Post] public static string Optional([FromForm] string? text, IFormFile? file) => $"{text} {file is null}";
            [Post] public static string Files([FromForm] string? text, IFormFileCollection files) => $"{text} {files.Count}";
            [Post] public static string Required([FromForm] string? text, IFormFile file) => $"{text} {file.Length}";
        }
        """;

    private const string Services = """
        builder.Services.ConfigureHttpJsonOptions(
            o => o.SerializerOptions.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());
        """;

    [Theory]
    [InlineData("application/json; charset=\"utf-8\"", "utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"; x=y", "utf-8")]
    [InlineData("application/json; charset=\"utf-16\"", "utf-16")]
    [InlineData("application/json; charset=\"iso-8859-1\"", "iso-8859-1")]
    [InlineData("text/json", "utf-8")]
    [InlineData("text/json; charset=utf-16", "utf-16")]
    [InlineData("application/vnd.api+json", "utf-8")]
    [InlineData("application/problem+json; charset=\"utf-8\"", "utf-8")]
    public async Task JSON_is_read_as_in_MVC(string contentType, string charset)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var content = new ByteArrayContent(Encoding.GetEncoding(charset).GetBytes("\"\u00e9\""));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await app.Client.PostAsync("/body/text", content);

        Assert.Equal((HttpStatusCode.OK, "\u00e9"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("text/json5")]
    [InlineData("application/json; charset=\"nonsense\"")]
    public async Task Another_type_is_refused_under_the_title_of_its_status(string contentType)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var content = new ByteArrayContent("\"a\""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await app.Client.PostAsync("/body/text", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("Unsupported Media Type", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["title"]);
    }

    [Theory]
    [InlineData("note", HttpStatusCode.OK, "a True")]
    [InlineData("optional", HttpStatusCode.OK, "a True")]
    [InlineData("files", HttpStatusCode.OK, "a 0")]
    [InlineData("required", HttpStatusCode.UnsupportedMediaType, null)]
    public async Task A_form_without_a_required_file_may_be_urlencoded(string path, HttpStatusCode status, string? body)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var form = new FormUrlEncodedContent([new("text", "a")]);
        using var response = await app.Client.PostAsync("/body/" + path, form);

        Assert.Equal(status, response.StatusCode);
        if (body is not null)
        {
            Assert.Equal(body, await response.Content.ReadAsStringAsync());
        }
    }
}
