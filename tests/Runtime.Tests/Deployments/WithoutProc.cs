using Graceful.Transport;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>A container or a chroot without /proc: one line with the fix, instead of a stack trace.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class WithoutProc(NativeDemo native, ITestOutputHelper output)
{
    [NeedsMount]
    public async Task The_start_is_refused()
    {
        await using ToolProcess server = ToolProcess.Start(
            "unshare", ["--mount", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\"", native.Binary.Program]);
        int code = await server.ExitAsync();
        output.WriteLine(server.Output.ToString());
        Assert.Equal(StartRefusedException.ExitCode, code);
        Assert.Equal(1, server.Output.Count("/proc is not mounted"));
        Assert.Equal(0, server.Output.Count("Unhandled exception"));
    }
}
