using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>An app that suppresses the inference of sources under <c>[ApiController]</c> is served as by MVC.</summary>
public sealed class MvcInferenceTests(ITestOutputHelper output)
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;

        [assembly: CompileMvcControllers(SuppressInferBindingSourcesForParameters = true)]

        public class Search { public int Page { get; set; } public string? Text { get; set; } }

        [ApiController, Route("inferred/{id}")]
        public sealed class InferredController : ControllerBase
        {
            [HttpPost("all")] public string All(int id, string? name, int[] ids) => $"{id} {name} {string.Join(",", ids)}";
            [HttpPost("object")] public string Whole(Search search) => $"{search.Page} {search.Text}";
            [HttpPost("body")] public string Body([FromBody] Search search, int page = 7) => $"{search.Page} {search.Text} {page}";
        }
        """;

    private const string Services = """
        builder.Services.Configure<Microsoft.AspNetCore.Mvc.ApiBehaviorOptions>(
            options => options.SuppressInferBindingSourcesForParameters = true);
        """;

    private static readonly string[] Actions = ["all", "object", "body"];

    private static readonly string[] Queries =
        ["", "?id=2&name=n&ids=1&ids=2&page=3&text=q", "?search.page=4&search.text=s", "?page=x&ids=y"];

    private static readonly string[] Bodies =
    [
        "", " | Content-Type: application/json || {\"page\":3,\"text\":\"t\"}",
        " | Content-Type: application/x-www-form-urlencoded || id=5&name=form&ids=6&page=7&text=form&search.page=9",
    ];

    [Fact]
    public async Task Each_request_is_answered_as_by_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(Source, Services);

        var comparison = await apps.CompareAsync(Actions.SelectMany(action => Queries.SelectMany(query =>
            Bodies.SelectMany(body => new[] { $"POST /inferred/1/{action}{query}{body}", $"POST /inferred/x/{action}{query}{body}" }))));

        comparison.AssertSame(output, served: 25, refused: 20);
    }

    [Fact]
    public async Task Its_parameters_are_described_as_by_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(
            Source, Services + "builder.Services.AddOpenApi();\n", later: "app.MapOpenApi();");

        var (compiled, mvc) = await apps.AnswersAsync("GET /openapi/v1.json");

        Assert.Equal(Parameters(mvc), Parameters(compiled));
        Assert.Contains("\"in\":\"path\"", Parameters(compiled), StringComparison.Ordinal);
    }

    private static string Parameters(string answer) =>
        JsonNode.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..])!["paths"]!["/inferred/{id}/all"]!["post"]!["parameters"]!
            .ToJsonString();
}
