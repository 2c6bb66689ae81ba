using System.Reflection;
using System.Text.Json.Nodes;
using Generator.Tests.Harness;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Generator.Tests.Running;

/// <summary>Bodies that may be services, nullable results, and obsolete actions.</summary>
public sealed class OpenApiDescriptionTests
{
    private const string Source = """
        public sealed record Book(string Title);
        public sealed class Shelf;
        public readonly record struct Point(int X);
        public enum Color { Red, Green }

        [Controller("x")]
        public static class XController
        {
            [Post("book")] public static string Add(Book book) => "";
            [Post("shelf")] public static string Take(Shelf shelf) => "";
            [Get("find/{id:int}")] public static Book? Find(int id) => null;

            [Get("later/{id:int}")] public static Task<Book?> Later(int id) => Task.FromResult<Book?>(null);
            [Get("always/{id:int}")] public static Task<Book> Always(int id) => Task.FromResult(new Book(""));
            [Post("maybe")] public static string Maybe([FromBody] Book? book) => "";
            [Get("point")] public static Point? Point() => null;
            [Get("paint")] public static string Paint(Color? color = Color.Green, int? layers = 2, bool? dries = null) => "";
            [Get("old"), Obsolete("Use find.")] public static string Old() => "";
        }
        """;

    private const string Services = """
        builder.Services.AddSingleton<Shelf>();
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddOpenApi(options => options.AddOperationTransformer(new Generator.Tests.Running.ObsoleteTransformer()));
        """;

    private const string Pipeline = "app.UseActions();\napp.MapOpenApi();";

    [Fact]
    public async Task A_class_without_an_attribute_is_a_body_unless_the_app_has_such_a_service()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        var described = app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(group => group.Items).ToDictionary(one => one.RelativePath!);

        Assert.Equal(["application/json"], described["x/book"].SupportedRequestFormats.Select(format => format.MediaType));
        Assert.Equal("Body", Assert.Single(described["x/book"].ParameterDescriptions).Source.Id);
        Assert.Empty(described["x/shelf"].SupportedRequestFormats);
        Assert.DoesNotContain(described["x/shelf"].ParameterDescriptions, one => one.Source.Id == "Body");
    }

    [Theory]
    [InlineData("find/{id}", true)]
    [InlineData("later/{id}", true)]
    [InlineData("always/{id}", false)]
    [InlineData("point", true)]
    public async Task A_nullable_result_is_described(string path, bool isNullable)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);

        var schema = Response(await DocumentAsync(app), path)["content"]!["application/json"]!["schema"]!;

        Assert.Equal(isNullable, schema.ToJsonString().Contains("null", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_nullable_body_is_not_required()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        var paths = (await DocumentAsync(app))["paths"]!;

        Assert.NotEqual(true, (bool?)paths["/x/maybe"]!["post"]!["requestBody"]!["required"]);
        Assert.True((bool?)paths["/x/book"]!["post"]!["requestBody"]!["required"]);
    }

    /// <summary>The lambda fails here: reflection has the number of a nullable enumeration, which OpenAPI cannot cast.</summary>
    [Fact]
    public async Task The_default_of_a_nullable_value_is_described()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);

        var parameters = (await DocumentAsync(app))["paths"]!["/x/paint"]!["get"]!["parameters"]!.AsArray();

        Assert.Equal(["1", "2", null], parameters.Select(parameter => parameter!["schema"]!["default"]?.ToJsonString()));
    }

    [Fact]
    public async Task An_obsolete_action_is_marked_in_the_metadata_and_on_the_method()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Single(one => one.DisplayName == "XController.Old");
        var paths = (await DocumentAsync(app))["paths"]!;

        Assert.Equal("Use find.", endpoint.Metadata.GetMetadata<ObsoleteAttribute>()!.Message);
        Assert.Equal("Use find.", endpoint.Metadata.GetMetadata<MethodInfo>()!.GetCustomAttribute<ObsoleteAttribute>()!.Message);
        Assert.True((bool?)paths["/x/old"]!["get"]!["deprecated"]);
        Assert.Null(paths["/x/point"]!["get"]!["deprecated"]);
    }

    private static async Task<JsonNode> DocumentAsync(RunningApp app) => JsonNode.Parse(await app.GetAsync("/openapi/v1.json"))!;

    private static JsonNode Response(JsonNode document, string path) => document["paths"]!["/x/" + path]!["get"]!["responses"]!["200"]!;
}

/// <summary>The transformer of docs/binding.md: the OpenAPI package reads [Obsolete] from .NET 11 on.</summary>
public sealed class ObsoleteTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Deprecated |= context.Description.ActionDescriptor.EndpointMetadata.OfType<ObsoleteAttribute>().Any();
        return Task.CompletedTask;
    }
}
