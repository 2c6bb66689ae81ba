using System.Diagnostics;
using System.Text.Json.Nodes;
using Bookshop;
using Generator.Tests.Harness;
using Microsoft.AspNetCore.Builder;

namespace Generator.Tests.Running;

/// <summary>The tools of others accept the documents: <c>redocly lint</c> by the rules of the specification, and swagger-parser.</summary>
public sealed class OpenApiLintTests
{
    private const string Validate = """
        import(process.argv[1])
            .then(parser => parser.default.validate(process.argv[2]))
            .catch(error => { console.error(error); process.exit(1); });
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static string Modules => Path.Combine(Environment.GetEnvironmentVariable(NeedsOpenApiToolsAttribute.Variable)!, "node_modules");

    private static string Redocly => Path.Combine(Modules, ".bin", "redocly");

    [NeedsOpenApiTools]
    public async Task The_document_of_the_table_is_valid()
    {
        await using var app = await RunningApp.StartAsync(OpenApiTableTests.Source, OpenApiTableTests.Services, OpenApiTableTests.Pipeline);

        await AssertValidAsync(await app.GetAsync("/openapi/v1.json"));
    }

    [NeedsOpenApiTools]
    public async Task The_document_of_the_bookshop_is_valid()
    {
        await using var app = BookshopApp.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        await AssertValidAsync(await client.GetStringAsync("/openapi/v1.json"));
    }

    /// <summary>The recommended rules want summaries, operation ids, security and 4xx responses, which the app adds.</summary>
    [NeedsOpenApiTools]
    public async Task The_recommended_rules_report_nothing_of_an_action_that_they_do_not_report_of_the_lambda()
    {
        await using var app = await RunningApp.StartAsync(OpenApiTableTests.Source, OpenApiTableTests.Services, OpenApiTableTests.Pipeline);
        var reports = await WithFileAsync(await app.GetAsync("/openapi/v1.json"), async file =>
            (await StartAsync(Redocly, "lint", file, "--extends=recommended", "--format=json", "--max-problems=100000")).Output);
        var found = JsonNode.Parse(reports[reports.IndexOf('{')..])!["problems"]!.AsArray()
            .Select(problem => (Rule: (string)problem!["ruleId"]!, Place: ((string?)problem["location"]![0]!["pointer"] ?? "").Split("~1")))
            .Where(problem => problem.Place.Length > 2)
            .Select(problem => (problem.Rule, Group: problem.Place[1], Handler: problem.Place[2].Split('/')[0]))
            .ToHashSet();

        Assert.Contains(found, problem => problem.Group == "theirs");
        Assert.DoesNotContain(found, problem => problem.Group == "ours" && !found.Contains(problem with { Group = "theirs" }));
    }

    private static Task<bool> AssertValidAsync(string document) => WithFileAsync(document, async file =>
    {
        await RunAsync(Redocly, "lint", file, "--extends=spec");
        await RunAsync("node", "-e", Validate, Path.Combine(Modules, "@apidevtools", "swagger-parser", "lib", "index.js"), file);
        return true;
    });

    private static async Task<T> WithFileAsync<T>(string document, Func<string, Task<T>> use)
    {
        var file = Path.Combine(Path.GetTempPath(), $"openapi-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, document);
        try
        {
            return await use(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        var (exitCode, output, errors) = await StartAsync(tool, arguments);
        Assert.True(exitCode == 0, $"{tool}: {output}{errors}");
    }

    private static async Task<(int ExitCode, string Output, string Errors)> StartAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, await output, await errors);
    }
}
