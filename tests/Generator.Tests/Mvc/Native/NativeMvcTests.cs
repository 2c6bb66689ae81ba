using Generator.Tests.EndToEnd;
using Generator.Tests.Mvc.Differential;
using Generator.Tests.Mvc.Seeded;
using Generator.Tests.Mvc.Styles;
using Instruments.Servers;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Native;

/// <summary>The same controllers in a native binary, and served by MVC under the JIT: the same status, headers and body.</summary>
[Trait("Category", "Processes")]
public sealed class NativeMvcTests(ITestOutputHelper output)
{
    private const int Seed = 20261129;
    private const int RandomActions = 330;
    private const int RandomRequests = 5_000;

    [NeedsNativeMvc]
    public async Task A_native_binary_answers_as_MVC_does()
    {
        var random = new SeededProgram(Seed, RandomActions);
        var project = NativeMvcProgram.Write(Repository.Root, random);
        var native = await NativePublish.PublishAsync(project, "artifacts/test/mvc-styles-native");
        var jit = await NativePublish.PublishAsync(
            project, "artifacts/test/mvc-styles-jit", ["-p:PublishAot=false", "-p:WithMvc=true"]);
        await using var compiled = await NativeServer.StartAsync(Path.Combine(native, NativeMvcProgram.Name));
        await using var mvc = await NativeServer.StartAsync(Path.Combine(jit, NativeMvcProgram.Name));
        using var ours = Client(compiled);
        using var theirs = Client(mvc);

        var comparison = new MvcComparison();
        foreach (var request in StyleSource.Requests().Concat(random.Requests(RandomRequests)))
        {
            comparison.Add(request, await MvcAnswer.OfAsync(ours, request), await MvcAnswer.OfAsync(theirs, request));
        }

        output.WriteLine($"{random.ActionCount} random actions");
        comparison.AssertNoDifference(output);
    }

    private static HttpClient Client(NativeServer server) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
}

/// <summary>A test that publishes a native binary of its own. It is skipped with a reason unless it is requested.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsNativeMvcAttribute : FactAttribute
{
    public NeedsNativeMvcAttribute()
    {
        if (Environment.GetEnvironmentVariable("GRACEFUL_MVC_NATIVE") != "1")
        {
            Skip = "GRACEFUL_MVC_NATIVE is not 1: this test publishes a native binary, which takes minutes.";
        }
    }
}
