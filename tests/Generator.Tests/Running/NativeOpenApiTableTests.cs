using Generator.Tests.EndToEnd;
using Generator.Tests.Harness;
using Instruments.Servers;
using Xunit.Abstractions;

namespace Generator.Tests.Running;

/// <summary>The table of <see cref="OpenApiTableTests"/> in a native binary, with the request delegate generator for the lambdas.</summary>
[Trait("Category", "Processes")]
public sealed class NativeOpenApiTableTests(ITestOutputHelper output)
{
    [NeedsNativeTable]
    public async Task An_action_is_described_as_a_lambda_is()
    {
        var project = NativeOpenApiProgram.Write(Repository.Root);
        var binary = Path.Combine(await NativePublish.PublishAsync(project, "artifacts/test/openapi"), NativeOpenApiProgram.Name);
        await using var server = await NativeServer.StartAsync(binary);
        using var client = new HttpClient { BaseAddress = server.Address };
        var paths = await OpenApiDifferences.PathsAsync(client);

        // Actions without a lambda here are compared with the lambda under the JIT.
        await using var app = await RunningApp.StartAsync(OpenApiTableTests.Source, OpenApiTableTests.Services, OpenApiTableTests.Pipeline);
        var underJit = await OpenApiDifferences.PathsAsync(app.Client);
        foreach (var handler in NativeOpenApiProgram.WithoutLambda)
        {
            var (path, item) = OpenApiDifferences.Of(underJit, "theirs", handler.Name);
            paths.Add(path, item!.DeepClone());
        }

        output.WriteLine(OpenApiDifferences.List(OpenApiDifferences.Native));
        OpenApiDifferences.AssertNoOther(paths, OpenApiDifferences.Native);
    }
}

/// <summary>A test that publishes a native binary of its own. It is skipped with a reason unless it is requested.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsNativeTableAttribute : FactAttribute
{
    public NeedsNativeTableAttribute()
    {
        if (Environment.GetEnvironmentVariable("GRACEFUL_OPENAPI_NATIVE") != "1")
        {
            Skip = "GRACEFUL_OPENAPI_NATIVE is not 1: this test publishes a native binary, which takes minutes.";
        }
    }
}
