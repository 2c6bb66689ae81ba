using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.LongLived;

/// <summary>The WebSocket client of Node.js (the npm package ws) through restarts.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class WsClientTests(ITestOutputHelper output)
{
    private const int Restarts = 3;

    [NeedsWs]
    public async Task The_client_ws_stays_connected_and_has_each_answer_once()
    {
        var folder = Directory.CreateTempSubdirectory("graceful-ws-");
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "tests/Runtime.Tests/LongLived/Ws")))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }

        await using (var npm = ToolProcess.Start(
            Tool.Find("npm")!, "ci", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", folder.FullName))
        {
            Assert.True(await npm.ExitAsync() == 0, npm.Output.ToString());
        }

        await using DemoProcess server = await DemoProcess.StartAsync(ProbeApp.Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:00:30" },
        });
        await using var client = ToolProcess.Start(
            Tool.Find("node")!, Path.Combine(folder.FullName, "client.js"), $"ws://{server.EndPoint}/ws");
        await client.Output.WhenAsync(new($"process {server.First.Pid}$"), from: 0, Until.Limit);
        for (var restart = 0; restart < Restarts; restart++)
        {
            Generation old = server.Newest;
            await server.RestartAsync();
            await server.ExitsWellAsync(old);
            await client.Output.WhenAsync(new($"process {server.Newest.Pid}$"), from: 0, Until.Limit);
        }

        client.Interrupt();
        Assert.True(await client.ExitAsync() == 0, client.Output.ToString());
        output.WriteLine(client.Output.ToString());
        Assert.Equal(1, client.Output.Count($", {Restarts + 1} processes"));
        folder.Delete(recursive: true);
    }
}
