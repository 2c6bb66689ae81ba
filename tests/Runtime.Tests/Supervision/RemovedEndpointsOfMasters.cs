using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Raw;
using Runtime.Tests.Processes.Servers;
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

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task They_refuse_clients_while_the_old_worker_drains_and_listen_again_when_the_new_one_dies()
    {
        var mainUrl = new Uri($"http://{_main}");
        var other = ("Other", $"http://{_other}");
        var unix = ("Unix", _settings.UnixUrl);
        _settings.Write(mainUrl, other, unix);
        string pidFile = _settings.SocketPath + ".pid";
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, _settings.Options(
            _main, output.WriteLine, ("Graceful__DrainTimeout", "00:01:00"), ("Graceful__PidFile", pidFile)) with { Supervised = true });
        await Until.TrueAsync(() => File.Exists(pidFile), "the PID file");
        using HeldRequest held = await HeldRequest.BeginAsync(demo);

        _settings.Write(mainUrl);
        Generation second = await demo.RestartAsync();
        await demo.AnsweredByAsync(second);
        await Refusal.OfAsync(_other);
        await Refusal.OfAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(_settings.SocketPath));
        Assert.True(demo.First.IsAlive);

        second.Kill();
        await demo.LoggedAsync(new Regex($"accepting again as {demo.First.Pid}"));
        await AnsweredAsync(_other, demo.First);
        await AnsweredAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(_settings.SocketPath), demo.First);
        Assert.Equal(0, demo.Log.Count("again failed"));

        _settings.Write(mainUrl, other, unix);
        Generation third = await demo.RestartAsync();
        await demo.AnsweredByAsync(third);
        await AnsweredAsync(_other, third);
        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
    }

    /// <summary>The master has closed its copies at the hand-over, and gets others when the worker listens again.</summary>
    [Fact]
    public async Task They_outlive_a_worker_that_has_taken_back()
    {
        var mainUrl = new Uri($"http://{_main}");
        var other = ("Other", $"http://{_other}");
        var unix = ("Unix", _settings.UnixUrl);
        _settings.Write(mainUrl, other, unix);
        string pidFile = _settings.SocketPath + ".pid";
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, _settings.Options(
            _main, output.WriteLine, ("Graceful__DrainTimeout", "00:01:00"), ("Graceful__PidFile", pidFile)) with { Supervised = true });
        await Until.TrueAsync(() => File.Exists(pidFile), "the PID file");
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        _settings.Write(mainUrl);
        Generation second = await demo.RestartAsync();
        await demo.AnsweredByAsync(second);
        await Refusal.OfAsync(_other);
        second.Kill();
        var unixEndPoint = new System.Net.Sockets.UnixDomainSocketEndPoint(_settings.SocketPath);
        await AnsweredAsync(_other, demo.First);
        await AnsweredAsync(unixEndPoint, demo.First);

        _settings.Write(mainUrl, other, unix);
        demo.First.Kill();
        await demo.ExitOfAsync(demo.First);

        // Before the next worker starts: the clients wait in the backlog.
        using RawConnection waiting = await RawConnection.ConnectAsync(_other);
        using RawConnection waitingAtPath = await RawConnection.ConnectAsync(unixEndPoint);
        int third = (await waiting.GetAsync("/process/id")).Pid;
        Assert.Equal(third, (await waitingAtPath.GetAsync("/process/id")).Pid);
        Assert.NotEqual(demo.First.Pid, third);
    }

    private static Task AnsweredAsync(EndPoint endPoint, Generation by) => Until.TrueAsync(
        async () =>
        {
            try
            {
                return (await RawConnection.GetAsync(endPoint, "/process/id")).Pid == by.Pid;
            }
            catch (Exception e) when (e is System.Net.Sockets.SocketException or EndOfStreamException)
            {
                return false;
            }
        },
        () => Task.FromResult($"an answer at {endPoint} of {by}"));
}
