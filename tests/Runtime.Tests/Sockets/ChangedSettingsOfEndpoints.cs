using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.Systemd;
using Xunit.Abstractions;

namespace Runtime.Tests.Sockets;

/// <summary>
/// Kestrel closes and opens endpoints of a process that serves, because the settings of one have changed. A master has copies of the
/// sockets.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ChangedSettingsOfEndpoints(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly EndpointSettings _settings = new();
    private readonly IPEndPoint _main = new(IPAddress.Loopback, FreePort.Next());
    private readonly IPEndPoint _other = new(IPAddress.Loopback, FreePort.Next());
    private readonly IPEndPoint _third = new(IPAddress.Loopback, FreePort.Next());

    public void Dispose() => _settings.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_changes_keeps_its_socket_and_its_backlog(bool supervised)
    {
        WriteOther(_other, "Http1AndHttp2");
        await using DemoProcess demo = await StartAsync(supervised);
        int pid = (await Until.AnswersAsync(_other, "/process/id")).Pid;

        Assert.True(ProcFs.IsAccepting(pid, _other.Port));

        // Kestrel waits for it, up to 5 seconds, and accepts nothing meanwhile.
        using RawConnection slow = await RawConnection.ConnectAsync(_other);
        await slow.SendAsync("GET /process/slow?ms=600000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await slow.ExpectNoAnswerAsync();
        WriteOther(_other, "Http1");
        await demo.LoggedAsync(new Regex("Config changed. Stopping the following endpoints"));
        await Until.TrueAsync(() => !ProcFs.IsAccepting(pid, _other.Port), "Kestrel to accept nothing there");
        using RawConnection waiting = await RawConnection.ConnectAsync(_other);
        Task<RawResponse> answer = waiting.GetAsync("/process/id");
        slow.Dispose();
        Assert.Equal(pid, (await answer).Pid);
        Assert.Equal(0, demo.Log.Count("Unable to"));

        WriteOther(_other, "Http1AndHttp2");
        await demo.LoggedTimesAsync(2, "Config changed. Starting the following endpoints");
        Assert.Equal(pid, (await Until.AnswersAsync(_other, "/process/id")).Pid);
        Generation next = await demo.RestartAsync();
        await demo.AnsweredByAsync(next);
        Assert.Equal(next.Pid, (await RawConnection.GetAsync(_other, "/process/id")).Pid);
        Assert.Equal(0, demo.Log.Count("Unable to"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_goes_refuses_clients_and_may_come_back(bool supervised)
    {
        WriteOther(_other, "Http1");
        await using DemoProcess demo = await StartAsync(supervised);
        int pid = (await Until.AnswersAsync(_other, "/process/id")).Pid;
        WriteOther(_third, "Http1");
        Assert.Equal(pid, (await Until.AnswersAsync(_third, "/process/id")).Pid);
        await demo.LoggedAsync(new Regex($"tcp:{_other} is closed: the configuration does not have it any more"));
        await Refusal.OfAsync(_other);

        WriteOther(_other, "Http1");
        Assert.Equal(pid, (await Until.AnswersAsync(_other, "/process/id")).Pid);
        await demo.LoggedAsync(new Regex($"tcp:{_third} is closed: the configuration does not have it any more"));
        await Refusal.OfAsync(_third);
        Assert.Equal(0, demo.Log.Count("Unable to"));
    }

    [Fact]
    public async Task A_new_one_outlives_its_worker()
    {
        WriteOther(_other, "Http1");
        await using DemoProcess demo = await StartAsync(supervised: true);
        int pid = (await Until.AnswersAsync(_other, "/process/id")).Pid;
        WriteOther(_third, "Http1");
        Assert.Equal(pid, (await Until.AnswersAsync(_third, "/process/id")).Pid);
        await demo.LoggedAsync(new Regex($"tcp:{_other} is closed: the configuration does not have it any more"));
        Generation first = demo.Generations.Single(generation => generation.Pid == pid);
        first.Kill();
        await demo.ExitOfAsync(first);

        // Before the next worker starts: the client waits in the backlog.
        using RawConnection waiting = await RawConnection.ConnectAsync(_third);
        Assert.NotEqual(pid, (await waiting.GetAsync("/process/id")).Pid);
    }

    /// <summary>A socket that systemd has listens on: clients of a removed endpoint would wait for an answer.</summary>
    [Fact]
    public async Task The_descriptor_store_follows()
    {
        using NotifyReceiver systemd = new();
        WriteOther(_other, "Http1");
        await using DemoProcess demo = await StartAsync(
            supervised: false, ("NOTIFY_SOCKET", systemd.Name), ("Graceful__SystemdFdStore", "true"));
        int pid = demo.First.Pid;
        Notification main = await systemd.NextAsync(pid, "FDSTORE FDNAME");
        Notification other = await systemd.NextAsync(pid, "FDSTORE FDNAME");
        Assert.Equal((NameOf(_main), NameOf(_other)), (main["FDNAME"], other["FDNAME"]));
        await systemd.NextAsync(pid, "READY STATUS");

        WriteOther(_third, "Http1");
        Assert.Equal(NameOf(_third), (await systemd.NextAsync(pid, "FDSTORE FDNAME"))["FDNAME"]);
        Assert.Equal(NameOf(_other), (await systemd.NextAsync(pid, "FDSTOREREMOVE FDNAME"))["FDNAME"]);
        systemd.Close(other);
        await Refusal.OfAsync(_other);

        WriteOther(_other, "Http1");
        Assert.Equal(NameOf(_other), (await systemd.NextAsync(pid, "FDSTORE FDNAME"))["FDNAME"]);
        Assert.Equal(pid, (await RawConnection.GetAsync(_other, "/process/id")).Pid);
    }

    private static string NameOf(IPEndPoint endPoint) => $"graceful.tcp%3A127.0.0.1%3A{endPoint.Port}";

    private void WriteOther(IPEndPoint endPoint, string protocols) => _settings.Write(new Dictionary<string, object>
    {
        ["Main"] = new { Url = $"http://{_main}" },
        ["Other"] = new { Url = $"http://{endPoint}", Protocols = protocols },
    });

    private Task<DemoProcess> StartAsync(bool supervised, params (string Name, string Value)[] variables) =>
        DemoProcess.StartAsync(native.Binary, _settings.Options(
            _main, output.WriteLine, [("Logging__LogLevel__Microsoft.AspNetCore", "Information"), .. variables]) with
        {
            Supervised = supervised,
            Arguments = ["--hostBuilder:reloadConfigOnChange=true"],
        });
}
