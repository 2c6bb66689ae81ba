using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Sockets;

/// <summary>A server that stops without a successor refuses new clients at once, and serves those that waited before.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class StoppedListeners(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly EndpointSettings _settings = new();

    private UnixDomainSocketEndPoint Unix => new(_settings.SocketPath);

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task Who_waits_in_the_backlog_is_answered_and_who_comes_later_is_refused()
    {
        await using DemoProcess demo = await StartAsync();
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        Assert.True(await demo.First.FreezeAsync());
        EndPoint[] endPoints = [demo.EndPoint, Unix];
        RawConnection[] waiting =
            await Task.WhenAll(endPoints.SelectMany(endPoint => Enumerable.Repeat(endPoint, 10)).Select(RawConnection.ConnectAsync));
        Task<RawResponse>[] answers = [.. waiting.Select(connection => connection.GetAsync("/process/id"))];
        demo.First.Signal(LibC.SIGTERM);
        demo.First.Signal(LibC.SIGCONT);

        foreach (Task<RawResponse> answer in answers)
        {
            Assert.Equal(demo.First.Pid, (await answer).Pid);
        }

        await Refusal.OfAsync(demo.EndPoint);
        await Refusal.OfAsync(Unix);
        Assert.False(File.Exists(_settings.SocketPath));
        Assert.True(demo.First.IsAlive);

        // The address is free, although the old process still drains.
        using var next = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        next.Bind(demo.EndPoint);
        next.Listen();
        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
        held.Dispose();
        Array.ForEach(waiting, connection => connection.Dispose());
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
    }

    /// <summary>The sockets are inherited, and the process that had them has exited.</summary>
    [Fact]
    public async Task A_successor_that_stops_refuses_new_clients_too()
    {
        await using DemoProcess demo = await StartAsync();
        Generation second = await demo.RestartAsync();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await demo.LoggedAsync(new Regex("The predecessor has ended"));
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        second.Signal(LibC.SIGTERM);
        await Refusal.OfAsync(demo.EndPoint);
        await Refusal.OfAsync(Unix);
        Assert.Equal(second.Pid, (await held.AnswerAsync()).Pid);
        held.Dispose();
        Assert.Equal(0, (await demo.ExitOfAsync(second)).Code);
    }

    [Fact]
    public async Task Clients_are_accepted_until_the_shutdown_delay_is_over()
    {
        await using DemoProcess demo = await StartAsync(("Graceful__ShutdownDelay", "00:00:02"));
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        demo.First.Signal(LibC.SIGTERM);
        await demo.LoggedAsync(new Regex("Serving for another"));
        Assert.Equal(demo.First.Pid, (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Pid);
        await Refusal.OfAsync(demo.EndPoint);
        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
        held.Dispose();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
    }

    private async Task<DemoProcess> StartAsync(params (string Name, string Value)[] variables)
    {
        DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Print = output.WriteLine,
            FurtherUrl = _settings.UnixUrl,
            Environment = new Dictionary<string, string?>(
                variables.Select(variable => new KeyValuePair<string, string?>(variable.Name, variable.Value)))
            {
                ["Graceful__DrainTimeout"] = "00:01:00",
                ["Graceful__IdleLinger"] = "00:01:00",
            },
        });
        await demo.LoggedAsync(new Regex($"Serving as process {demo.First.Pid}, "));
        return demo;
    }
}
