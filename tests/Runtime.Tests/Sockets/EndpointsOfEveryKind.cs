using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Instruments.Load;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Sockets;

/// <summary>One server with endpoints of every kind, under load, through restarts: every endpoint and connection continues.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class EndpointsOfEveryKind(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private const int Restarts = 3;

    private readonly EndpointSettings _settings = new();

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task All_of_them_at_once_through_restarts()
    {
        var main = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var samePort = new IPEndPoint(IPAddress.Parse("127.0.0.2"), main.Port);
        (int ipv6, int localhost, int any) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        output.WriteLine(IPv6Loopback.Exists ? "with IPv6" : "without IPv6: [::1] does not exist on this machine");
        (string, string)[] overIPv6 = IPv6Loopback.Exists ? [("V6", $"http://[::1]:{ipv6}")] : [];
        _settings.Write(
            new Uri($"http://{main}"),
            [
                ("SamePort", $"http://{samePort}"),
                .. overIPv6,
                ("Localhost", $"http://localhost:{localhost}"),
                ("Any", $"http://*:{any}"),
                ("Unix", _settings.UnixUrl),
                ("Given", "http://127.0.0.1:0"),
            ]);
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, _settings.Options(main, output.WriteLine));
        var given = new IPEndPoint(IPAddress.Loopback, await GivenPortAsync(demo, from: 0, main, any));
        var unix = new UnixDomainSocketEndPoint(_settings.SocketPath);
        int[] portsOverIPv6 = IPv6Loopback.Exists ? [ipv6, localhost, any] : [];
        EndPoint[] endPoints =
        [
            main, samePort, new IPEndPoint(IPAddress.Loopback, localhost), new IPEndPoint(IPAddress.Loopback, any), unix, given,
            .. portsOverIPv6.Select(port => new IPEndPoint(IPAddress.IPv6Loopback, port)),
        ];
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = main, Connections = 16 });
        await using LoadClient unixLoad =
            await LoadClient.StartAsync(new() { Server = unix, Connections = 8, NewConnectionPerRequest = true });
        RawConnection[] kept = await Task.WhenAll(endPoints.Select(RawConnection.ConnectAsync));
        for (int i = 0; i <= Restarts; i++)
        {
            if (i > 0)
            {
                int from = demo.Log.Lines.Count;
                await RestartSeries.RunAsync(demo, 1, load, unixLoad);
                Assert.Equal(given.Port, await GivenPortAsync(demo, from, main, any));
            }

            for (int n = 0; n < endPoints.Length; n++)
            {
                Assert.Equal((endPoints[n], demo.Newest.Pid), (endPoints[n], (await kept[n].GetAsync("/process/id")).Pid));
                Assert.Equal((endPoints[n], demo.Newest.Pid),
                    (endPoints[n], (await RawConnection.GetAsync(endPoints[n], "/process/id")).Pid));
            }
        }

        Array.ForEach(kept, connection => connection.Dispose());
        RestartSeries.AssertNoConnectionWasLost(await load.StopAsync(), 16);
        RestartSeries.AssertNothingFailed(await unixLoad.StopAsync());
        Assert.True(File.Exists(_settings.SocketPath));
        demo.Newest.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.Newest)).Code);
        Assert.False(File.Exists(_settings.SocketPath));
    }

    /// <summary>Reads the addresses from Kestrel's log; the port that was not requested is the assigned one.</summary>
    private static async Task<int> GivenPortAsync(DemoProcess demo, int from, IPEndPoint main, int any)
    {
        while (true)
        {
            LogMatch line = await demo.LoggedAsync(ListeningOnLoopback(), from);
            int port = int.Parse(line.Match.Groups["port"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            if (port != main.Port && port != any)
            {
                return port;
            }

            from = line.Line + 1;
        }
    }

    [GeneratedRegex(@"Now listening on: http://127\.0\.0\.1:(?<port>[0-9]+)")]
    private static partial Regex ListeningOnLoopback();
}
