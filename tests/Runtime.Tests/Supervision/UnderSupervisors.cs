using System.Globalization;
using System.Runtime.Versioning;
using Instruments.Load;
using Instruments.Servers;
using RepositoryTests.Documents;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>The configurations of docs/supervisors.md, with the supervisors themselves: start, two restarts by signal, stop.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class UnderSupervisors : IDisposable
{
    private const string Page = "docs/supervisors.md";
    private const string ProgramInPage = "/opt/app/current/app";
    private const string ReleaseInPage = "/opt/app/current";
    private const string FolderInPage = "/opt/app";
    private const string AddressInPage = "127.0.0.1:8080";
    private const int Connections = 8;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-supervisor-");
    private readonly System.Net.IPEndPoint _endPoint = new(System.Net.IPAddress.Loopback, FreePort.Next());
    private readonly string _program;
    private readonly ITestOutputHelper _output;

    public UnderSupervisors(NativeDemo native, ITestOutputHelper output)
    {
        _output = output;
        _program = native.Binary.Program;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [NeedsTool("runsv", "sv", Package = "runit")]
    public async Task Runit()
    {
        WriteRunScript("runit");
        await using DemoProcess demo = await StartAsync("exec runsv .");

        await RestartsAsync(demo, () => RunAsync("sv", "2", _folder.FullName), () => PidInFileAsync("supervise/pid"));

        await StopsAsync(demo, () => RunAsync("sv", "-w", "40", "down", _folder.FullName));
        await RunAsync("sv", "exit", _folder.FullName);
    }

    [NeedsTool("s6-supervise", "s6-svc", "s6-svstat", Package = "s6")]
    public async Task S6()
    {
        // The section refers to the script of runit.
        WriteRunScript("runit");
        await using DemoProcess demo = await StartAsync("exec s6-supervise .");

        await RestartsAsync(
            demo,
            () => RunAsync("s6-svc", "-2", _folder.FullName),
            async () => (await RunAsync("s6-svstat", "-o", "pid", _folder.FullName)).Trim());

        await StopsAsync(demo, () => RunAsync("s6-svc", "-d", _folder.FullName));
        await RunAsync("s6-svc", "-x", _folder.FullName);
    }

    [NeedsTool("supervisord", "supervisorctl", Package = "supervisor")]
    public async Task Supervisord()
    {
        string socket = Path.Combine(_folder.FullName, "ctl.sock");
        string configuration = Path.Combine(_folder.FullName, "supervisord.conf");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            [supervisord]
            nodaemon=true
            logfile={_folder.FullName}/log
            pidfile={_folder.FullName}/pid
            childlogdir={_folder.FullName}
            [unix_http_server]
            file={socket}
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
            [supervisorctl]
            serverurl=unix://{socket}
            {Block("supervisord", "ini")}
            stdout_logfile=/dev/fd/1
            stdout_logfile_maxbytes=0
            redirect_stderr=true
            """);
        await using DemoProcess demo = await StartAsync("exec supervisord -c supervisord.conf");
        string[] Command(params string[] words) => ["-c", configuration, .. words];

        await RestartsAsync(
            demo,
            () => RunAsync("supervisorctl", Command("signal", "USR2", "app")),
            async () => (await RunAsync("supervisorctl", Command("pid", "app"))).Trim());

        await StopsAsync(demo, () => RunAsync("supervisorctl", Command("stop", "app")));
        await RunAsync("supervisorctl", Command("shutdown"));
    }

    /// <summary>Each restart has a new worker; the process that the supervisor watches stays, and no client notices.</summary>
    private static async Task RestartsAsync(DemoProcess demo, Func<Task> restart, Func<Task<string>> supervisedPid)
    {
        string master = demo.Master.Pid.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(master, await supervisedPid());
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = Connections });
        for (int generation = 1; generation <= 2; generation++)
        {
            await restart();
            Generation next = await demo.NextGenerationAsync(after: generation);
            await load.AnsweredByAsync(next.Pid);
            await demo.ExitOfAsync(demo.Generations[generation - 1]);
        }

        Assert.Equal(master, await supervisedPid());
        RestartSeries.AssertNoConnectionWasLost(await load.StopAsync(), Connections);
    }

    /// <summary>The supervisor ends the service, and does not start it again.</summary>
    private static async Task StopsAsync(DemoProcess demo, Func<Task> stop)
    {
        Generation master = demo.Master;
        await stop();
        await demo.ExitOfAsync(master);
        await demo.LoggedTimesAsync(1, $"Exiting as {master.Pid}: the last worker");

        // s6-supervise forks once more, for a script named finish, which does not exist here.
        await Until.TrueAsync(() => demo.Living.Count == 0, "every process of the service to be gone");

        // A master logs this again when it has replaced its program.
        Assert.Equal(demo.Log.Count($"Supervising as process {master.Pid} "), demo.Log.Count("Supervising as process"));
    }

    /// <summary>The shell ignores the arguments of the demo.</summary>
    private Task<DemoProcess> StartAsync(string supervisor) => DemoProcess.StartAsync(
        new ServerBinary("/bin/sh", "-c", supervisor),
        new() { HasSupervisor = true, EndPoint = _endPoint, WorkingDirectory = _folder.FullName, Print = _output.WriteLine });

    private void WriteRunScript(string section)
    {
        string run = Path.Combine(_folder.FullName, "run");
        File.WriteAllText(run, Block(section, "sh"));
        File.SetUnixFileMode(run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The first block of a section, with the program and the address of the test.</summary>
    private string Block(string section, string language)
    {
        string text = MarkdownBlock.Of(Page).First(block => block.Heading == section && block.Language == language).Text;
        Assert.Contains(ProgramInPage, text, StringComparison.Ordinal);
        Assert.Contains(AddressInPage, text, StringComparison.Ordinal);
        return text
            .Replace(ProgramInPage, _program, StringComparison.Ordinal)
            .Replace(ReleaseInPage, _folder.FullName, StringComparison.Ordinal)
            .Replace(FolderInPage, _folder.FullName, StringComparison.Ordinal)
            .Replace(AddressInPage, _endPoint.ToString(), StringComparison.Ordinal);
    }

    private async Task<string> PidInFileAsync(string file) => (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, file))).Trim();

    private static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        await using ToolProcess process = ToolProcess.Start(Tool.Find(tool)!, arguments);
        int exit = await process.ExitAsync();
        string output = string.Join('\n', process.Output.Lines.Select(line => line.Text));
        Assert.True(exit == 0, $"{tool} {string.Join(' ', arguments)} ended with {exit}: {output}");
        return output;
    }
}
