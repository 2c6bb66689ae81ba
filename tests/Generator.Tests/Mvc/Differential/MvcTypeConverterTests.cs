using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>A type with <c>[TypeConverter(typeof(T))]</c> is one text of the request, as in MVC.</summary>
public sealed class MvcTypeConverterTests(ITestOutputHelper output)
{
    private static readonly string[] Actions =
        ["code", "maybe", "name", "optional", "level", "list", "names", "hiding", "header", "holder", "plain"];

    private static readonly string[] Values =
        ["", "%20", "a", "ab", "abc", "wrong", "large", "cause", "other", "null", "a&code=b", "%D0%B6"];

    [Fact]
    public async Task Each_request_is_answered_as_by_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(ConverterSource.Text, ConverterSource.Services);

        var comparison = await apps.CompareAsync(Values
            .SelectMany(value => Actions.Select(action => $"GET /converted/{action}?code={value} | X-Code: {value}"))
            .Concat(Values.Select(value => $"GET /converted/route/{value.Split('&')[0]}"))
            .Concat(Values.Select(value => $"GET /converted/holder?code={value}&maybe={value}&name={value}&codes={value}&plain.a=1"))
            .Concat(Values.Select(value =>
                $"POST /converted/form | Content-Type: application/x-www-form-urlencoded || code={value}"))
            .Concat(Actions.Select(action => $"GET /converted/{action}"))
            .Append("POST /converted/body | Content-Type: application/json || {\"text\":\"a\"}")
            .Append("POST /converted/body | Content-Type: application/json || \"a\""));

        comparison.AssertSame(output, served: 70, refused: 60);
    }

    [Fact]
    public async Task A_parameter_that_is_parsed_from_text_is_described_as_by_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(
            ConverterSource.Text, ConverterSource.Services + "builder.Services.AddOpenApi();\n", later: "app.MapOpenApi();");

        var (compiled, mvc) = await apps.AnswersAsync("GET /openapi/v1.json");

        Assert.Equal(Parameters(mvc), Parameters(compiled));
    }

    /// <summary>Swashbuckle reads the type of the metadata.</summary>
    [Fact]
    public async Task The_API_explorer_has_the_types_of_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(
            ConverterSource.Text,
            ConverterSource.Services + "builder.Services.AddEndpointsApiExplorer();\nbuilder.Services.AddMvcDescriptions();\n",
            later: """
                app.MapGet("/types", (Microsoft.AspNetCore.Mvc.ApiExplorer.IApiDescriptionGroupCollectionProvider groups) =>
                    string.Join(", ", groups.ApiDescriptionGroups.Items.SelectMany(group => group.Items)
                        .Where(item => item.RelativePath!.StartsWith("converted/") && item.HttpMethod == "GET")
                        .SelectMany(item => item.ParameterDescriptions.Select(parameter =>
                            $"{item.RelativePath} {parameter.Name} {parameter.Type} {parameter.ModelMetadata!.ModelType}"))
                        .Order(StringComparer.Ordinal)));
                """);

        var (compiled, mvc) = await apps.AnswersAsync("GET /types");

        Assert.Equal(mvc, compiled);
        Assert.Contains("converted/code code System.String Code", compiled, StringComparison.Ordinal);
    }

    private static string Parameters(string answer) => string.Join('\n',
        JsonNode.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..])!["paths"]!.AsObject()
            .Where(path => path.Value!["get"] is not null)
            .Select(path => path.Key + path.Value!["get"]!["parameters"]!.ToJsonString())
            .Order(StringComparer.Ordinal));
}
