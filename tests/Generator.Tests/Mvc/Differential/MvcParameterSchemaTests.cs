using System.Text.Json.Nodes;

namespace Generator.Tests.Mvc.Differential;

/// <summary>The OpenAPI document has the annotations of the members of an object from the query, as that of MVC does.</summary>
public sealed class MvcParameterSchemaTests
{
    private const string Source = """
        using System.ComponentModel;
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        [assembly: CompileMvcControllers]

        public class Author
        {
            [Required, StringLength(9, MinimumLength = 2)] public string? Name { get; set; }
            [Url] public string? Home { get; set; }
        }

        public class Search
        {
            [Required, RegularExpression("[a-z]+")] public string? Text { get; set; }
            [Range(1, 50)] public int Page { get; set; } = 1;
            [FromQuery(Name = "per-page"), Range(1.5, 2.5), BindRequired] public double Size { get; set; }
            [Description("the order")] public string? Order { get; set; }
            public Author? By { get; set; }
        }

        [ApiController, Route("search")]
        public class SearchController : ControllerBase
        {
            [HttpGet] public string Find([FromQuery] Search search) => "";
        }
        """;

    [Fact]
    public async Task Members_have_the_schemas_of_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(Source, "builder.Services.AddOpenApi();\n", later: "app.MapOpenApi();");
        var (compiled, mvc) = await apps.AnswersAsync("GET /openapi/v1.json");

        Assert.Equal(Parameters(mvc), Parameters(compiled));
        Assert.Contains("maximum", Parameters(compiled), StringComparison.Ordinal);
    }

    private static string Parameters(string answer) => string.Join('\n',
        JsonNode.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..])!["paths"]!["/search"]!["get"]!["parameters"]!.AsArray()
            .Select(parameter => parameter!.ToJsonString())
            .Order(StringComparer.Ordinal));
}
