using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>SIGTERM while the host starts: the process exits with 0, without an unhandled exception.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class StoppedStarts(ITestOutputHelper output)
{
    [Theory]
    [InlineData("server", false)]
    [InlineData("server", true)]
    [InlineData("service", false)]
    [InlineData("service", true)]
    public async Task The_process_exits_with_0(string kind, bool isSupervised)
    {
        ServerBinary app = ProbeApp.Binary;
        await using ToolProcess server = ToolProcess.Start("env",
        [
            $"Graceful__Supervised={(isSupervised ? "true" : "false")}", app.Program, .. app.LeadingArguments,
            "--urls", "http://127.0.0.1:0", "--stop-in-start", kind,
        ]);
        int code = await server.ExitAsync();
        output.WriteLine(server.Output.ToString());
        Assert.Equal(0, code);
        Assert.Equal(0, server.Output.Count("Unhandled exception"));
        Assert.NotEqual(0, server.Output.Count("SIGTERM received, stopping gracefully"));
        if (kind == "server")
        {
            Assert.DoesNotContain(server.Output.Lines, line => line.Text.TrimStart().StartsWith("at ", StringComparison.Ordinal));
            Assert.DoesNotContain(server.Output.Lines, line => line.Text.StartsWith("fail:", StringComparison.Ordinal));
            Assert.Equal(0, server.Output.Count("Now listening"));
        }
        else
        {
            Assert.NotEqual(0, server.Output.Count("was told to stop while it started, and exits."));
        }
    }

    /// <summary>The host stops during its start, because a background service has thrown: no stop in order.</summary>
    [Fact]
    public async Task After_a_failure_of_a_background_service_the_process_exits_with_70()
    {
        ServerBinary app = ProbeApp.Binary;
        await using ToolProcess server = ToolProcess.Start(
            app.Program, [.. app.LeadingArguments, "--urls", "http://127.0.0.1:0", "--stop-in-start", "failure"]);

        int code = await server.ExitAsync();

        output.WriteLine(server.Output.ToString());
        Assert.Equal(70, code);
        Assert.NotEqual(0, server.Output.Count("A background service has thrown, so that the host stops"));
    }
}
