using System.Text.Json.Nodes;
using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>The OpenAPI document of an app whose JSON knows only its own types, as in every native app.</summary>
public sealed class ClosedJsonDescriptionTests
{
    private const string Source = """
        public sealed class Closed : System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver
        {
            private readonly System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver _all = new();

            public System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(
                Type type, System.Text.Json.JsonSerializerOptions options) =>
                type.Name.EndsWith("ProblemDetails", StringComparison.Ordinal) ? null : _all.GetTypeInfo(type, options);
        }

        [Controller("x")]
        public static class XController
        {
            [Get("{id:int}")] public static string Show(int id, int page) => "";
            [Post("raw"), Microsoft.AspNetCore.Mvc.Consumes("application/octet-stream")]
            public static string Raw(System.IO.Stream body) => "";
            [Post("gone/{id:int}"), Microsoft.AspNetCore.Mvc.ProducesResponseType(204)]
            public static IResult Gone(int id, int page) => TypedResults.NoContent();
            [Post("pipe")] public static string Pipe(System.IO.Pipelines.PipeReader body) => "";
        }
        """;

    private const string Services = """
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = new Closed());
        builder.Services.AddOpenApi();
        """;

    [Fact]
    public async Task The_document_has_every_action()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, "app.UseActions();\napp.MapOpenApi();");
        var document = JsonNode.Parse(await app.GetAsync("/openapi/v1.json"))!;

        Assert.Equal(["/x/{id}", "/x/raw", "/x/gone/{id}", "/x/pipe"], document["paths"]!.AsObject().Select(path => path.Key));
        Assert.NotNull(document["paths"]!["/x/{id}"]!["get"]!["responses"]!["400"]);
        Assert.NotNull(document["paths"]!["/x/raw"]!["post"]!["requestBody"]!["content"]!["application/octet-stream"]);
        Assert.Equal(["204", "400"],
            document["paths"]!["/x/gone/{id}"]!["post"]!["responses"]!.AsObject().Select(response => response.Key).Order());
    }

    [Theory]
    [InlineData("application/octet-stream", 200)]
    [InlineData("application/octet-stream; x=y", 200)]
    [InlineData("text/plain", 415)]
    [InlineData(null, 200)]
    public async Task Consumes_refuses_other_content_types(string? contentType, int status)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, "app.UseActions();\napp.MapOpenApi();");
        using var content = new ByteArrayContent([1]);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await app.Client.PostAsync("/x/raw", content);

        Assert.Equal(status, (int)response.StatusCode);
    }
}
