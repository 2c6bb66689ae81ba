using System.Net.Sockets;
using Instruments.Load;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Sockets;

/// <summary>A Unix socket in the abstract namespace (unix(7)), which an application configures in code: it has no file.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class AbstractSockets(ITestOutputHelper output)
{
    [Fact]
    public async Task One_goes_through_restarts_under_load()
    {
        string name = $"graceful-test-{Guid.NewGuid():N}";
        var endPoint = new UnixDomainSocketEndPoint('\0' + name);
        await using DemoProcess demo =
            await DemoProcess.StartAsync(ProbeApp.Binary, new() { Print = output.WriteLine, Arguments = ["--abstract", name] });
        await demo.LoggedAsync(new System.Text.RegularExpressions.Regex($"Serving as process {demo.First.Pid}, "));
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = endPoint, Connections = 8 });
        await RestartSeries.RunAsync(demo, 2, load);
        Assert.Equal(demo.Newest.Pid, (await RawConnection.GetAsync(endPoint, "/process/id")).Pid);
        RestartSeries.AssertNoConnectionWasLost(await load.StopAsync(), 8);
    }
}
