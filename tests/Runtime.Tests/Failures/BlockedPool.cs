using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>Handlers block every thread of the pool. A response that is complete is sent all the same.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class BlockedPool(ITestOutputHelper output)
{
    [Fact]
    public async Task A_response_is_sent_while_handlers_block_every_thread_of_the_pool()
    {
        await using DemoProcess server = await DemoProcess.StartAsync(ProbeApp.Binary, new() { Print = output.WriteLine });
        using RawConnection client = await RawConnection.ConnectAsync(server.EndPoint);
        int port = int.Parse((await client.GetAsync("/blocked-pool")).Text, CultureInfo.InvariantCulture);

        using var unblock = new TcpClient();
        await unblock.ConnectAsync(IPAddress.Loopback, port);
        Assert.Equal(server.First.Pid, (await client.GetAsync("/process/id")).Pid);
    }
}
