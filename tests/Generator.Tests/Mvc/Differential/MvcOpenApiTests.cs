using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>The OpenAPI document of compiled controllers is that of MVC, but for the differences in docs/mvc-controllers.md.</summary>
public sealed class MvcOpenApiTests(ITestOutputHelper output)
{
    /// <summary>Some constraints of the routes need the regular expressions that a slim builder does not have.</summary>
    private const string Services = "builder.Services.AddOpenApi();\nbuilder.Services.AddRouting();\n";

    [Fact]
    public async Task The_document_is_that_of_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(OpenApiSource.Text, Services, later: "app.MapOpenApi();");
        var (compiled, mvc) = await apps.AnswersAsync("GET /openapi/v1.json");

        Assert.StartsWith("200", compiled, StringComparison.Ordinal);
        var (actual, expected) = (Operations(compiled), Operations(mvc));
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (operation, described) in expected)
        {
            output.WriteLine($"{operation} {actual[operation]}");
            Assert.Equal($"{operation} {described}", $"{operation} {actual[operation]}");
        }
    }

    private static SortedDictionary<string, string> Operations(string answer)
    {
        var document = JsonNode.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..])!;
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (verb, operation) in item!.AsObject())
            {
                found[$"{verb} {path}"] = Sorted(WithoutDifferences(operation!.DeepClone())).ToJsonString();
            }
        }

        return found;
    }

    /// <summary>
    /// Forms: MVC names one content type, and writes the fields of an object into one schema; several schemas of one field mean the same.
    /// </summary>
    private static JsonNode WithoutDifferences(JsonNode operation)
    {
        // The result of an object with [Produces]: any schema, or none, which means the same.
        if (operation["responses"]?["200"]?["content"]?["application/json"] is JsonObject { Count: 0 } ofAnything)
        {
            ofAnything["schema"] = new JsonObject();
        }

        if (operation["requestBody"]?["content"] is JsonObject content && (content["multipart/form-data"] ??
            content["application/x-www-form-urlencoded"]) is { } form)
        {
            operation["requestBody"]!["content"] = Fields(form["schema"]!);
        }

        return operation;
    }

    private static JsonObject Fields(JsonNode schema)
    {
        var fields = new JsonObject();
        foreach (var part in schema["allOf"]?.AsArray() ?? [schema.DeepClone()])
        {
            foreach (var (name, field) in part!["properties"]!.AsObject())
            {
                fields[name] = field!.DeepClone();
            }
        }

        return new JsonObject { ["fields"] = fields, ["required"] = schema["required"]?.DeepClone() };
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };
}
