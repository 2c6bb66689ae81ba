using System.Reflection;
using System.Text.Json.Nodes;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Running;

/// <summary>
/// The source generator of Microsoft.AspNetCore.OpenApi reads the XML comments of actions as it reads those of handlers of minimal
/// APIs: <c>returns</c> describes the only response, and <c>response</c> one of several. An action that may be refused has two.
/// </summary>
public sealed class XmlCommentTests
{
    private const string Comments = """
        /// <summary>Finds books.</summary>
            /// <remarks>All of them.</remarks>
            /// <param name="page">The page.</param>
            /// <returns>The books of <c>page</c>.</returns>
            /// <response code="400">The page is not a number.</response>
        """;

    private const string Source = $$"""
        public sealed record Book(string Title);

        [Controller("x")]
        public static class XController
        {
            {{Comments}}
            [Get("ours")] public static Book Find(string? page) => new("");

            {{Comments}}
            /// <response code="200">A book.</response>
            [Get("refused")] public static Book Parse(int page) => new("");
        }

        public static class Handlers
        {
            {{Comments}}
            public static Book Find(string? page) => new("");
        }
        """;

    [Fact]
    public async Task They_describe_an_action_as_a_handler()
    {
        await using var app = await RunningApp.StartAsync(
            Source, "builder.Services.AddOpenApi();",
            "app.UseActions();\napp.MapOpenApi();\napp.MapGet(\"x/theirs\", Handlers.Find);", AddComments);
        var paths = JsonNode.Parse(await app.GetAsync("/openapi/v1.json"))!["paths"]!;
        var (ours, theirs, refused) = (Operation("ours"), Operation("theirs"), Operation("refused"));

        Assert.Equal(theirs.ToJsonString(), ours.ToJsonString());
        Assert.Equal("Finds books.", (string?)ours["summary"]);
        Assert.Equal("The page.", (string?)ours["parameters"]![0]!["description"]);
        Assert.Contains("The books of", (string?)ours["responses"]!["200"]!["description"], StringComparison.Ordinal);
        Assert.Equal("A book.", (string?)refused["responses"]!["200"]!["description"]);
        Assert.Equal("The page is not a number.", (string?)refused["responses"]!["400"]!["description"]);

        JsonObject Operation(string path)
        {
            var operation = paths["/x/" + path]!["get"]!.DeepClone().AsObject();
            operation.Remove("tags");
            return operation;
        }
    }

    private static CSharpCompilation AddComments(CSharpCompilation input)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "openapi", "Microsoft.AspNetCore.OpenApi.SourceGenerators.dll");
        var generator = Assembly.LoadFrom(file).GetTypes().Single(type => type.IsDefined(typeof(GeneratorAttribute)));
        var run = CSharpGeneratorDriver
            .Create([((IIncrementalGenerator)Activator.CreateInstance(generator)!).AsSourceGenerator()],
                parseOptions: Compilations.ParseOptions)
            .RunGenerators(input);
        return input.AddSyntaxTrees(run.GetRunResult().GeneratedTrees);
    }
}
