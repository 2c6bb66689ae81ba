using System.Net.Sockets;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

/// <summary>Connections survive restarts also where the client is not ours.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class ForeignClients(NativeDemo native, ITestOutputHelper output)
{
    private const int Restarts = 10;

    [NeedsTool("wrk")]
    public async Task Wrk_sees_no_error_and_keeps_its_connections()
    {
        const int Connections = 64;
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        await using ToolProcess wrk = ToolProcess.Start(
            Tool.Find("wrk")!, "-t1", $"-c{Connections}", "-d600s", "--timeout", "20s", new Uri(demo.Address, "plaintext").ToString());
        await Until.TrueAsync(() => TcpTable.ClientPorts(demo.EndPoint).Count == Connections, "all connections of wrk");
        IReadOnlySet<int> before = TcpTable.ClientPorts(demo.EndPoint);

        await RestartSeries.RunAsync(demo, Restarts);
        Assert.False(wrk.HasExited, $"wrk has ended before the restarts had:\n{wrk.Output}");
        IReadOnlySet<int> after = TcpTable.ClientPorts(demo.EndPoint);
        wrk.Interrupt();
        int exitCode = await wrk.ExitAsync();
        output.WriteLine(wrk.Output.ToString());

        Assert.Equal(0, exitCode);
        Assert.Equal(before.Order(), after.Order());
        Assert.True(wrk.Output.Count("Requests/sec") == 1, wrk.Output.ToString());
        Assert.True(wrk.Output.Count("Socket errors") == 0 && wrk.Output.Count("Non-2xx") == 0, wrk.Output.ToString());
        RestartSeries.AssertOneProcessIsLeft(demo, Restarts);
    }

    /// <summary>
    /// HttpClient sends a request again when its pooled connection turns out to be closed: so the connections are counted, too.
    /// </summary>
    [Fact]
    public async Task HttpClient_sees_no_error_and_keeps_its_connections()
    {
        const int Connections = 16;
        int connects = 0;
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        using var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = Connections,
            ConnectCallback = async (context, cancellation) =>
            {
                Interlocked.Increment(ref connects);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = demo.Address };
        using var stop = new CancellationTokenSource();
        var pids = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        Task[] loops = [.. Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                string answer = await client.GetStringAsync("/process/id");
                Assert.Matches(PidLine(), answer);
                pids.AddOrUpdate(answer, 1, (_, count) => count + 1);
            }
        }))];

        await Until.TrueAsync(
            () => pids.ContainsKey($"pid={demo.First.Pid}\n") || loops.Any(loop => loop.IsCompleted), $"an answer of {demo.First}");
        for (int i = 0; i < Restarts; i++)
        {
            Generation old = demo.Newest;
            Generation successor = await demo.RestartAsync();
            await Until.TrueAsync(
                () => pids.ContainsKey($"pid={successor.Pid}\n") || loops.Any(loop => loop.IsCompleted), $"an answer of {successor}");
            Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        }

        await stop.CancelAsync();
        await Task.WhenAll(loops);
        output.WriteLine($"{pids.Values.Sum()} answers by {pids.Count} processes on {connects} connections");

        // The pool opens connections as it needs them, at most as many as these; one that closed would be replaced beyond them.
        Assert.InRange(connects, 1, Connections);
        Assert.Equal(Restarts + 1, pids.Count);
        RestartSeries.AssertOneProcessIsLeft(demo, Restarts);
    }

    [GeneratedRegex(@"\Apid=[0-9]+\n\z")]
    private static partial Regex PidLine();
}
