using System.Text.Json.Nodes;
using Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Generator.Tests.Running;

/// <summary>The document of <c>AddOpenApi()</c> has the same for an action as for a lambda, except for the listed differences.</summary>
public sealed class OpenApiTableTests(ITestOutputHelper output)
{
    /// <summary>The handlers whose actions are described otherwise, and why. Those that are not here are equal.</summary>
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["Query72"] = "a parsed type has its own schema, as with [FromQuery]; without the attribute, a lambda's is a string",
        ["Route74"] = "the same for a route parameter",
        ["Result139"] = "the result of a task may be null; OpenAPI does not look behind the task of a lambda",
    };

    internal const string Services = """
        builder.Services.AddSingleton<IClock, Clock>().AddSingleton<Registered>();
        builder.Services.AddOpenApi();
        builder.Services.Configure<RouteOptions>(options =>
            options.SetParameterPolicy<Microsoft.AspNetCore.Routing.Constraints.RegexInlineRouteConstraint>("regex"));
        """;

    internal static readonly string Source = $$"""
        global using Microsoft.AspNetCore.Http.HttpResults;

        {{OpenApiTable.Types}}

        [Controller("ours")]
        public static class DescribedController
        {
            {{string.Join("\n    ", OpenApiTable.All.Select(Action))}}
        }
        """;

    internal static readonly string Pipeline = $$"""
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception exception)
            {
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync(exception.ToString());
            }
        });
        app.UseActions();
        app.MapOpenApi();
        {{string.Join("\n", OpenApiTable.All.Select(Lambda))}}
        """;

    [Fact]
    public async Task An_action_is_described_as_a_lambda_is()
    {
        Assert.True(OpenApiTable.All.Count >= 100, $"There are {OpenApiTable.All.Count} handlers.");
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        using var response = await app.Client.GetAsync("/openapi/v1.json");
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        var document = JsonNode.Parse(text)!;
        var paths = document["paths"]!.AsObject();

        var unexpected = new List<string>();
        foreach (var handler in OpenApiTable.All)
        {
            var (ours, theirs) = (Described(paths, "ours", handler.Name), Described(paths, "theirs", handler.Name));
            if ((ours == theirs) == Differences.ContainsKey(handler.Name))
            {
                unexpected.Add($"{handler}\n  action: {ours}\n  lambda: {theirs}");
            }
        }

        output.WriteLine(string.Join("\n", Differences.Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.True(unexpected.Count == 0, string.Join("\n", unexpected));
    }

    /// <summary>The tag of a lambda is the name of the program, and minimal APIs do not describe refusals.</summary>
    private static string Described(JsonObject paths, string group, string name)
    {
        var (path, item) = paths.Single(one => one.Key.Split('/') is var parts && parts[1] == group && parts[2] == name);
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

    private static string Action(OpenApiHandler one) =>
        $"[{one.Verb}(\"{one.Name}{one.Route}\")] {Attributes(one, "ours")} "
        + $"public static {one.Returns} {one.Name}({one.Parameters}) => throw new NotSupportedException();";

    private static string Lambda(OpenApiHandler one) =>
        $"app.Map{one.Verb}(\"theirs/{one.Name}{one.Route}\", {Attributes(one, "theirs")} "
        + $"{one.Returns} ({one.Parameters}) => throw new NotSupportedException());";

    private static string Attributes(OpenApiHandler one, string group) =>
        one.Attributes.Replace("{0}", $"{group}-{one.Name}", StringComparison.Ordinal);
}
