using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Load;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Sockets;

/// <summary>
/// An operator changes the endpoints and restarts. Kestrel watches the file, and applies the change to the old process while the new one
/// starts. The program is a script that stops itself, so that the new process reads its settings last.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ReloadedEndpoints : IAsyncLifetime, IDisposable
{
    private readonly ITestOutputHelper _output;
    private readonly EndpointSettings _settings = new();
    private readonly Deployment _deployment;
    private readonly IPEndPoint _main = new(IPAddress.Loopback, FreePort.Next());
    private readonly IPEndPoint _other = new(IPAddress.Loopback, FreePort.Next());
    private readonly IPEndPoint _third = new(IPAddress.Loopback, FreePort.Next());
    private DemoProcess? _demo;
    private LoadClient? _load;

    public ReloadedEndpoints(NativeDemo native, ITestOutputHelper output) =>
        (_deployment, _output) = (new Deployment(native.Binary), output);

    private DemoProcess Demo => _demo!;

    private Uri MainUrl => new($"http://{_main}");

    private (string Name, string Url) Other => ("Other", $"http://{_other}");

    private (string Name, string Url) Third => ("Third", $"http://{_third}");

    public async Task InitializeAsync()
    {
        _settings.Write(MainUrl, Other);
        DemoOptions options = _settings.Options(
            _main, _output.WriteLine, ("Graceful__DrainTimeout", "00:01:00"), ("Logging__LogLevel__Microsoft.AspNetCore", "Information"));
        _demo = await DemoProcess.StartAsync(
            _deployment.Binary, options with { Arguments = ["--hostBuilder:reloadConfigOnChange=true"] });
        _load = await LoadClient.StartAsync(new() { Server = _main, Connections = 4 });
    }

    public async Task DisposeAsync()
    {
        await _load!.DisposeAsync();
        await Demo.DisposeAsync();
    }

    public void Dispose()
    {
        _settings.Dispose();
        _deployment.Dispose();
    }

    [Fact]
    public async Task The_new_process_opens_and_closes_them_alone()
    {
        using RawConnection idle = await RawConnection.ConnectAsync(_other);
        Assert.Equal(Demo.First.Pid, (await idle.GetAsync("/process/id")).Pid);
        Generation successor = await BeginRestartAsync();
        _settings.Write(MainUrl, Third);
        await Demo.LoggedAsync(new Regex("Config changed. Stopping the following endpoints"));

        // Kestrel would close it.
        RawResponse answer = await idle.GetAsync("/process/id");
        Assert.Equal((Demo.First.Pid, false), (answer.Pid, answer.AnnouncesClose));

        await ContinueAsync(successor);
        Assert.Equal(successor.Pid, (await RawConnection.GetAsync(_third, "/process/id")).Pid);
        await Refusal.OfAsync(_other);
        Assert.Equal(0, (await Demo.ExitOfAsync(Demo.First)).Code);
        AssertNothingFailed(await _load!.StopAsync());
    }

    [Fact]
    public async Task The_old_process_opens_none_that_the_new_one_is_going_to_open()
    {
        Generation successor = await BeginRestartAsync();
        _settings.Write(MainUrl, Other, Third);
        await Demo.LoggedAsync(new Regex($"tcp:{_third} is not opened here while a restart is under way"));
        await Refusal.OfAsync(_third);

        await ContinueAsync(successor);
        Assert.Equal(successor.Pid, (await RawConnection.GetAsync(_third, "/process/id")).Pid);
        Assert.Equal(0, (await Demo.ExitOfAsync(Demo.First)).Code);
        AssertNothingFailed(await _load!.StopAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_restart_fails_the_old_process_applies_the_change(bool keepsOther)
    {
        Generation successor = await BeginRestartAsync();
        _settings.Write(MainUrl, keepsOther ? [Other, Third] : [Third]);
        await Demo.LoggedAsync(new Regex("Config changed"));
        successor.Kill();

        Assert.Equal(Demo.First.Pid, (await Until.AnswersAsync(_third, "/process/id")).Pid);
        if (keepsOther)
        {
            Assert.Equal(Demo.First.Pid, (await RawConnection.GetAsync(_other, "/process/id")).Pid);
        }
        else
        {
            await Refusal.OfAsync(_other);
        }

        // And a later one finds them.
        _deployment.DeployGood();
        Generation next = await Demo.RestartAsync(Demo.First);
        await Demo.AnsweredByAsync(next);
        Assert.Equal(0, (await Demo.ExitOfAsync(Demo.First)).Code);
        Assert.Equal(next.Pid, (await RawConnection.GetAsync(_third, "/process/id")).Pid);
        AssertNothingFailed(await _load!.StopAsync());
    }

    [Fact]
    public async Task When_the_new_process_dies_the_old_one_opens_them()
    {
        using RawConnection slow = await RawConnection.ConnectAsync(_other);
        await slow.SendAsync("GET /process/slow?ms=600000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await slow.ExpectNoAnswerAsync();
        Generation successor = await BeginRestartAsync();
        _settings.Write(MainUrl, Other, Third);
        await Demo.LoggedAsync(new Regex($"tcp:{_third} is not opened here while a restart is under way"));
        await ContinueAsync(successor);
        await Demo.LoggedAsync(new Regex($"Stopped accepting new connections as {Demo.First.Pid}"));

        await _load!.StopAsync();
        successor.Kill();
        await Demo.LoggedAsync(new Regex($"accepting again as {Demo.First.Pid}"));
        Assert.Equal(Demo.First.Pid, (await Until.AnswersAsync(_third, "/process/id")).Pid);
        Assert.Equal(Demo.First.Pid, (await RawConnection.GetAsync(_other, "/process/id")).Pid);
    }

    private void AssertNothingFailed(LoadReport report)
    {
        RestartSeries.AssertNothingFailed(report);
        Assert.Equal(0, Demo.Log.Count("Unable to"));
    }

    /// <summary>Returns the new process, which has stopped itself before it has read anything.</summary>
    private async Task<Generation> BeginRestartAsync()
    {
        _deployment.DeployScript($"kill -STOP $$\nexec '{_deployment.GoodProgram}' \"$@\"");
        Demo.First.Signal(LibC.SIGUSR2);
        LogMatch started = await Demo.LoggedAsync(new Regex("Successor (?<pid>[0-9]+) has been started"));
        int pid = int.Parse(started.Match.Groups["pid"].ValueSpan, CultureInfo.InvariantCulture);
        await Until.TrueAsync(() => ProcFs.IsStopped(pid), "the new process to stop itself");
        return Demo.Generations.Single(generation => generation.Pid == pid);
    }

    private async Task ContinueAsync(Generation successor)
    {
        successor.Signal(LibC.SIGCONT);
        await Demo.LoggedAsync(new Regex($"Successor {successor.Pid} is ready"));
        await Demo.AnsweredByAsync(successor);
    }
}
