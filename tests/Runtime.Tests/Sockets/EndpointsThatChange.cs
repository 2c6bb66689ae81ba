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

/// <summary>The configuration has other endpoints at each restart; one stays, under load, without any failure there.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class EndpointsThatChange : IAsyncLifetime, IDisposable
{
    private readonly NativeDemo _native;
    private readonly ITestOutputHelper _output;
    private readonly EndpointSettings _settings = new();
    private readonly IPEndPoint _main = new(IPAddress.Loopback, FreePort.Next());
    private readonly IPEndPoint _other = new(IPAddress.Loopback, FreePort.Next());
    private readonly IPEndPoint _third = new(IPAddress.Loopback, FreePort.Next());
    private DemoProcess? _demo;
    private LoadClient? _load;

    public EndpointsThatChange(NativeDemo native, ITestOutputHelper output) => (_native, _output) = (native, output);

    private DemoProcess Demo => _demo!;

    private Uri MainUrl => new($"http://{_main}");

    private (string Name, string Url) Other => ("Other", $"http://{_other}");

    private (string Name, string Url) Third => ("Third", $"http://{_third}");

    private (string Name, string Url) Unix => ("Unix", _settings.UnixUrl);

    private UnixDomainSocketEndPoint UnixEndPoint => new(_settings.SocketPath);

    public async Task InitializeAsync()
    {
        _settings.Write(MainUrl, Other, Unix);
        _demo = await DemoProcess.StartAsync(_native.Binary, _settings.Options(
            _main, _output.WriteLine, ("Graceful__DrainTimeout", "00:01:00"), ("Graceful__IdleLinger", "00:01:00")));
        await _demo.LoggedAsync(Serving(_demo.First));
        _load = await LoadClient.StartAsync(new() { Server = _main, Connections = 8 });
    }

    public async Task DisposeAsync()
    {
        await _load!.DisposeAsync();
        await Demo.DisposeAsync();
    }

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task One_goes_one_comes_and_the_first_comes_back()
    {
        using RawConnection idle = await RawConnection.ConnectAsync(_other);
        Assert.Equal(Demo.First.Pid, (await idle.GetAsync("/process/id")).Pid);
        using RawConnection slow = await SlowRequestAsync(_other);

        _settings.Write(MainUrl, Third);
        Generation second = await RestartAsync();

        // The old process continues for its request, and no connection enters a backlog that is never emptied.
        await Refusal.OfAsync(_other);
        await Refusal.OfAsync(UnixEndPoint);
        Assert.False(File.Exists(_settings.SocketPath));
        Assert.Equal(second.Pid, (await RawConnection.GetAsync(_third, "/process/id")).Pid);
        RawResponse last = await idle.GetAsync("/process/id");
        Assert.Equal((Demo.First.Pid, true), (last.Pid, last.AnnouncesClose));
        Assert.True(Demo.First.IsAlive);
        slow.Dispose();
        Assert.Equal(0, (await Demo.ExitOfAsync(Demo.First)).Code);

        _settings.Write(MainUrl, Other, Unix);
        Generation third = await RestartAsync();
        Assert.Equal(third.Pid, (await RawConnection.GetAsync(_other, "/process/id")).Pid);
        Assert.Equal(third.Pid, (await RawConnection.GetAsync(UnixEndPoint, "/process/id")).Pid);
        await Refusal.OfAsync(_third);
        Assert.Equal(0, (await Demo.ExitOfAsync(second)).Code);
        await AssertNoClientFailedAsync();
    }

    [Fact]
    public async Task Who_waits_in_the_backlog_of_one_that_goes_is_served()
    {
        // The new process cannot be ready before it has read its settings: the old one is still by then.
        SettingsToCome settings = _settings.WriteLater(MainUrl);
        Generation second = await Demo.RestartAsync();
        await Demo.LoggedAsync(new Regex($"Successor {second.Pid} has been started"));
        Assert.True(await Demo.First.FreezeAsync());
        await settings.ArriveAsync();
        await Demo.LoggedAsync(Serving(second));

        // The new process has closed its copies; the old one does nothing.
        EndPoint[] gone = [_other, UnixEndPoint];
        RawConnection[] waiting =
            await Task.WhenAll(gone.SelectMany(endPoint => Enumerable.Repeat(endPoint, 10)).Select(RawConnection.ConnectAsync));
        Task<RawResponse>[] answers = [.. waiting.Select(connection => connection.GetAsync("/process/id"))];
        Demo.First.Signal(LibC.SIGCONT);
        foreach (Task<RawResponse> answer in answers)
        {
            Assert.Equal(Demo.First.Pid, (await answer).Pid);
        }

        await Refusal.OfAsync(_other);
        await Refusal.OfAsync(UnixEndPoint);
        Array.ForEach(waiting, connection => connection.Dispose());
        Assert.Equal(0, (await Demo.ExitOfAsync(Demo.First)).Code);
        await AssertNoClientFailedAsync();
    }

    [Fact]
    public async Task A_version_without_them_that_dies_gives_them_back()
    {
        using RawConnection slow = await SlowRequestAsync(_main);
        _settings.Write(MainUrl);
        Generation second = await RestartAsync();
        await Refusal.OfAsync(_other);
        await Refusal.OfAsync(UnixEndPoint);

        await _load!.StopAsync();
        second.Kill();
        await Demo.LoggedAsync(new Regex($"accepting again as {Demo.First.Pid}"));
        await AnsweredAsync(_other, Demo.First);
        await AnsweredAsync(UnixEndPoint, Demo.First);

        // And they are handed over like any other.
        _settings.Write(MainUrl, Other, Unix);
        Generation third = await RestartAsync(Demo.First);
        Assert.Equal(third.Pid, (await RawConnection.GetAsync(_other, "/process/id")).Pid);
        Assert.Equal(third.Pid, (await RawConnection.GetAsync(UnixEndPoint, "/process/id")).Pid);
        slow.Dispose();
        Assert.Equal(0, (await Demo.ExitOfAsync(Demo.First)).Code);
    }

    [Fact]
    public async Task One_that_has_been_taken_meanwhile_is_named_and_listens_again_when_it_is_free()
    {
        using RawConnection slow = await SlowRequestAsync(_main);
        _settings.Write(MainUrl, Unix);
        Generation second = await RestartAsync();
        await Refusal.OfAsync(_other);
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        stranger.Bind(_other);
        stranger.Listen();
        await _load!.StopAsync();

        second.Kill();
        await Demo.LoggedAsync(new Regex($@"Listening on tcp:{_other} again failed: .*in use"));
        await AnsweredAsync(_main, Demo.First);
        await AnsweredAsync(UnixEndPoint, Demo.First);
        stranger.Dispose();
        await AnsweredAsync(_other, Demo.First);
        _settings.Write(MainUrl, Other, Unix);
        Generation third = await RestartAsync(Demo.First);
        Assert.Equal(third.Pid, (await RawConnection.GetAsync(_other, "/process/id")).Pid);
    }

    /// <summary>The same port at another address. The two sockets overlap, and one replaces the other.</summary>
    [Theory]
    [InlineData("*")]
    [InlineData("0.0.0.0")]
    [InlineData("localhost")]
    public async Task One_changes_its_address_and_keeps_its_port(string host)
    {
        await using LoadClient load =
            await LoadClient.StartAsync(new() { Server = _other, Connections = 8, NewConnectionPerRequest = true });
        (string Name, string Url) changed = ("Other", $"http://{host}:{_other.Port}");
        for (int i = 0; i < 2; i++)
        {
            foreach ((string, string) endpoint in ((string, string)[])[changed, Other])
            {
                Generation old = Demo.Newest;
                _settings.Write(MainUrl, endpoint, Unix);
                Generation successor = await RestartAsync();
                await load.AnsweredByAsync(successor.Pid);
                Assert.Equal(0, (await Demo.ExitOfAsync(old)).Code);
                Assert.Equal(successor.Pid, (await RawConnection.GetAsync(_other, "/process/id")).Pid);
            }
        }

        LoadReport report = await load.StopAsync();
        _output.WriteLine(report.ToString());
        RestartSeries.AssertNothingFailed(report);
        await AssertNoClientFailedAsync();
    }

    [Fact]
    public async Task A_change_of_address_that_fails_leaves_the_old_one_as_it_was()
    {
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        stranger.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.3"), _other.Port));
        stranger.Listen();
        await using LoadClient load =
            await LoadClient.StartAsync(new() { Server = _other, Connections = 8, NewConnectionPerRequest = true });
        _settings.Write(MainUrl, ("Other", $"http://*:{_other.Port}"), Unix);
        Demo.First.Signal(LibC.SIGUSR2);
        await Demo.LoggedAsync(new Regex("Successor [0-9]+ exited with .* before it was ready; still serving as .*in use"));
        await load.AllAnsweredAsync();
        RestartSeries.AssertNothingFailed(await load.StopAsync());

        stranger.Dispose();
        await RestartAsync(Demo.First);
        await AssertNoClientFailedAsync();
    }

    private static Regex Serving(Generation generation) => new($"Serving as process {generation.Pid}, ");

    /// <summary>Returns when the old process accepts no more: for a moment, both do.</summary>
    private async Task<Generation> RestartAsync(Generation? of = null)
    {
        Generation old = of ?? Demo.Newest;
        int from = Demo.Log.Lines.Count;
        Generation successor = await Demo.RestartAsync(old);
        await Demo.LoggedAsync(new Regex($"Stopped accepting new connections as {old.Pid}"), from);
        await Demo.AnsweredByAsync(successor);
        return successor;
    }

    /// <summary>The log has one line per endpoint: another endpoint may accept later.</summary>
    private static async Task AnsweredAsync(EndPoint endPoint, Generation generation) =>
        Assert.Equal(generation.Pid, (await Until.AnswersAsync(endPoint, "/process/id")).Pid);

    private static async Task<RawConnection> SlowRequestAsync(IPEndPoint endPoint)
    {
        RawConnection connection = await RawConnection.ConnectAsync(endPoint);
        await connection.SendAsync("GET /process/slow?ms=600000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await connection.ExpectNoAnswerAsync();
        return connection;
    }

    private async Task AssertNoClientFailedAsync()
    {
        LoadReport report = await _load!.StopAsync();
        _output.WriteLine(report.ToString());
        RestartSeries.AssertNoConnectionWasLost(report, 8);
    }
}
