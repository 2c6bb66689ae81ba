using System.Net.Sockets;
using System.Text.RegularExpressions;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Sockets;

/// <summary>The file of a Unix socket: stale, occupied, removed and replaced.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class UnixSocketPaths(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly EndpointSettings _settings = new();

    private string FilePath => _settings.SocketPath;

    private UnixDomainSocketEndPoint EndPoint => new(FilePath);

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task What_a_killed_process_has_left_is_replaced()
    {
        await using (DemoProcess killed = await StartAsync())
        {
            killed.First.Kill();
            await killed.ExitOfAsync(killed.First);
        }

        Assert.True(File.Exists(FilePath));
        await using DemoProcess demo = await StartAsync();
        Assert.Equal(demo.First.Pid, (await RawConnection.GetAsync(EndPoint, "/process/id")).Pid);
        await demo.LoggedTimesAsync(1, $"Removed the stale socket file {FilePath}: no process listened on it");
        await StopAsync(demo);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task A_file_with_a_live_listener_is_kept()
    {
        using Socket other = Listen();
        await AssertNotStartedAsync();
        using RawConnection connection = await RawConnection.ConnectAsync(EndPoint);
        using Socket accepted = await other.AcceptAsync();
        Assert.True(accepted.Connected);
    }

    [Fact]
    public async Task A_file_that_is_no_socket_stays()
    {
        File.WriteAllText(FilePath, "precious");
        await AssertNotStartedAsync();
        Assert.Equal("precious", File.ReadAllText(FilePath));
    }

    [Fact]
    public async Task One_that_was_replaced_is_left_to_who_made_it()
    {
        await using DemoProcess demo = await StartAsync();
        File.Delete(FilePath);
        using Socket other = Listen();
        Generation successor = await RestartAsync(demo);
        await demo.LoggedAsync(new Regex(
            $"Another process replaced the socket file {FilePath}; clients no longer reach this service there"));
        Generation third = await RestartAsync(demo);
        Assert.Equal(0, (await demo.ExitOfAsync(successor)).Code);

        await StopAsync(demo, third);
        using RawConnection connection = await RawConnection.ConnectAsync(EndPoint);
        using Socket accepted = await other.AcceptAsync();
        Assert.True(accepted.Connected);
    }

    [Fact]
    public async Task One_that_was_removed_is_there_again_after_a_restart()
    {
        await using DemoProcess demo = await StartAsync();
        using RawConnection kept = await RawConnection.ConnectAsync(EndPoint);
        Assert.Equal(demo.First.Pid, (await kept.GetAsync("/process/id")).Pid);
        File.Delete(FilePath);

        Generation successor = await RestartAsync(demo);
        await demo.LoggedAsync(new Regex($"The socket file {FilePath} was removed"));
        Assert.Equal(successor.Pid, (await RawConnection.GetAsync(EndPoint, "/process/id")).Pid);
        Assert.Equal(successor.Pid, (await kept.GetAsync("/process/id")).Pid);
        Generation third = await RestartAsync(demo);
        Assert.Equal(third.Pid, (await RawConnection.GetAsync(EndPoint, "/process/id")).Pid);
        await StopAsync(demo, third);
        Assert.False(File.Exists(FilePath));
    }

    private static async Task<Generation> RestartAsync(DemoProcess demo)
    {
        Generation old = demo.Newest;
        Generation successor = await demo.RestartAsync();
        await demo.LoggedAsync(new Regex($"Successor {successor.Pid} is ready"));
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        return successor;
    }

    private static async Task StopAsync(DemoProcess demo, Generation? last = null)
    {
        Generation generation = last ?? demo.Newest;
        generation.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(generation)).Code);
    }

    private Socket Listen()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(EndPoint);
        socket.Listen();
        return socket;
    }

    private async Task<DemoProcess> StartAsync()
    {
        DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine, FurtherUrl = _settings.UnixUrl });
        await demo.LoggedAsync(new Regex($"Serving as process {demo.First.Pid}, "));
        return demo;
    }

    private async Task AssertNotStartedAsync()
    {
        await using ToolProcess server =
            ToolProcess.Start(native.Binary.Program, [.. native.Binary.LeadingArguments, "--urls", _settings.UnixUrl]);
        Assert.NotEqual(0, await server.ExitAsync());
        output.WriteLine(server.Output.ToString());
        Assert.NotEqual(0, server.Output.Count("address already in use"));
    }
}
