using System.Diagnostics;
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

    private static async Task AssertValidAsync(string document)
    {
        var file = Path.Combine(Path.GetTempPath(), $"openapi-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, document);
        try
        {
            var modules = Path.Combine(Environment.GetEnvironmentVariable(NeedsOpenApiToolsAttribute.Variable)!, "node_modules");
            await RunAsync(Path.Combine(modules, ".bin", "redocly"), "lint", file, "--extends=spec");
            await RunAsync("node", "-e", Validate, Path.Combine(modules, "@apidevtools", "swagger-parser", "lib", "index.js"), file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Limit);
        Assert.True(process.ExitCode == 0, $"{tool}: {await output}{await errors}");
    }
}
