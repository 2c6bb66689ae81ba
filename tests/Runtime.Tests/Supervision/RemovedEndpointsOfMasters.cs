using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Runtime.Tests.Sockets;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>Endpoints that a new version does not have: the master has copies of their sockets.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class RemovedEndpointsOfMasters(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly EndpointSettings _settings = new();
    private readonly IPEndPoint _main = new(IPAddress.Loopback, FreePort.Next());
    private readonly IPEndPoint _other = new(IPAddress.Loopback, FreePort.Next());

    private Uri MainUrl => new($"http://{_main}");

    private (string Name, string Url) Other => ("Other", $"http://{_other}");

    private (string Name, string Url) Unix => ("Unix", _settings.UnixUrl);

    private UnixDomainSocketEndPoint UnixEndPoint => new(_settings.SocketPath);

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task They_refuse_clients_while_the_old_worker_drains_and_listen_again_when_the_new_one_dies()
    {
        await using DemoProcess demo = await StartAsync();
        using HeldRequest held = await HeldRequest.BeginAsync(demo);

        _settings.Write(MainUrl);
        Generation second = await demo.RestartAsync();
        await demo.AnsweredByAsync(second);
        await Refusal.OfAsync(_other);
        await Refusal.OfAsync(UnixEndPoint);
        Assert.True(demo.First.IsAlive);

        second.Kill();
        await demo.LoggedAsync(new Regex($"accepting again as {demo.First.Pid}"));
        await AnsweredAsync(_other, demo.First);
        await AnsweredAsync(UnixEndPoint, demo.First);
        Assert.Equal(0, demo.Log.Count("again failed"));

        _settings.Write(MainUrl, Other, Unix);
        Generation third = await demo.RestartAsync();
        await demo.AnsweredByAsync(third);
        await AnsweredAsync(_other, third);
        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
    }

    /// <summary>The master has closed its copies at the hand-over, and gets others when the worker listens again.</summary>
    [Fact]
    public async Task They_outlive_a_worker_that_has_taken_back()
    {
        await using DemoProcess demo = await StartAsync();
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        _settings.Write(MainUrl);
        Generation second = await demo.RestartAsync();
        await demo.AnsweredByAsync(second);
        await Refusal.OfAsync(_other);
        second.Kill();
        await AnsweredAsync(_other, demo.First);
        await AnsweredAsync(UnixEndPoint, demo.First);

        _settings.Write(MainUrl, Other, Unix);
        demo.First.Kill();
        await demo.ExitOfAsync(demo.First);

        // Before the next worker starts: the clients wait in the backlog.
        using RawConnection waiting = await RawConnection.ConnectAsync(_other);
        using RawConnection waitingAtPath = await RawConnection.ConnectAsync(UnixEndPoint);
        int third = (await waiting.GetAsync("/process/id")).Pid;
        Assert.Equal(third, (await waitingAtPath.GetAsync("/process/id")).Pid);
        Assert.NotEqual(demo.First.Pid, third);
    }

    private async Task<DemoProcess> StartAsync()
    {
        _settings.Write(MainUrl, Other, Unix);
        string pidFile = _settings.SocketPath + ".pid";
        DemoProcess demo = await DemoProcess.StartAsync(native.Binary, _settings.Options(
            _main, output.WriteLine, ("Graceful__DrainTimeout", "00:01:00"), ("Graceful__PidFile", pidFile)) with { Supervised = true });
        await Until.TrueAsync(() => File.Exists(pidFile), "the PID file");
        return demo;
    }

    private static Task AnsweredAsync(EndPoint endPoint, Generation by) => Until.TrueAsync(
        async () =>
        {
            try
            {
                return (await RawConnection.GetAsync(endPoint, "/process/id")).Pid == by.Pid;
            }
            catch (Exception e) when (e is SocketException or EndOfStreamException)
            {
                return false;
            }
        },
        () => Task.FromResult($"an answer at {endPoint} of {by}"));
}
