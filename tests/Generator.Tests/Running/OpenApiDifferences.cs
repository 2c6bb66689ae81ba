using System.Text.Json.Nodes;

namespace Generator.Tests.Running;

/// <summary>The handlers of <see cref="OpenApiTable"/> whose actions are described otherwise than their lambdas, and why.</summary>
internal static class OpenApiDifferences
{
    public static readonly IReadOnlyDictionary<string, string> Everywhere = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Result142"] = "the result of a task may be null; OpenAPI does not look behind the task of a lambda",
    };

    /// <summary>In a native binary, with the request delegate generator for the lambdas.</summary>
    public static readonly IReadOnlyDictionary<string, string> Native = new Dictionary<string, string>(Everywhere, StringComparer.Ordinal)
    {
        ["Array37"] = "the generator describes an array of texts twice, as a JSON body too",
        ["Field127"] = "the generator describes a text of a form as a JSON body",
    };

    public static string List(IReadOnlyDictionary<string, string> differences) =>
        string.Join("\n", differences.Select(pair => $"{pair.Key}: {pair.Value}"));

    /// <summary>Reads the paths of a server's document.</summary>
    public static async Task<JsonObject> PathsAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/openapi/v1.json");
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!["paths"]!.AsObject();
    }

    /// <summary>Compares the paths of the actions with those of the lambdas. A listed difference that is gone is an error too.</summary>
    public static void AssertNoOther(JsonObject paths, IReadOnlyDictionary<string, string> differences)
    {
        var unexpected = new List<string>();
        foreach (var handler in OpenApiTable.All)
        {
            var (ours, theirs) = (Described(paths, "ours", handler.Name), Described(paths, "theirs", handler.Name));
            if ((ours == theirs) == differences.ContainsKey(handler.Name))
            {
                unexpected.Add($"{handler}\n  action: {ours}\n  lambda: {theirs}");
            }
        }

        Assert.True(unexpected.Count == 0, string.Join("\n", unexpected));
    }

    /// <summary>Returns the path of a handler.</summary>
    public static KeyValuePair<string, JsonNode?> Of(JsonObject paths, string group, string name) =>
        paths.Single(one => one.Key.Split('/') is var parts && parts[1] == group && parts[2] == name);

    /// <summary>The tag of a lambda is the name of the program, and minimal APIs do not describe refusals.</summary>
    private static string Described(JsonObject paths, string group, string name)
    {
        var (path, item) = Of(paths, group, name);
        var copy = item!.DeepClone().AsObject();
        foreach (var (_, operation) in copy)
        {
            operation!.AsObject().Remove("tags");
            if (operation["responses"]!["400"]?["content"]?["application/problem+json"] is not null)
            {
                operation["responses"]!.AsObject().Remove("400");
            }
        }

        return path[(group.Length + 1)..] + " " + copy.ToJsonString().Replace($"{group}-", string.Empty, StringComparison.Ordinal);
    }
}
