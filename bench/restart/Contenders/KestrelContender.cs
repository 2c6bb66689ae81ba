using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Instruments.Load;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Tmds.Linux;

namespace Restart.Bench.Contenders;

/// <summary>Kestrel's own transport and stop. The subclass decides the order of the old and the new process.</summary>
internal abstract partial class KestrelContender(ServerBinary binary) : Contender
{
    private readonly IPEndPoint _endPoint = new(IPAddress.Loopback, FreePort.Next());
    private readonly GenerationList _generations = new();
    private readonly ServerLog _log = new();
    private readonly List<Process> _starters = [];
    private readonly List<Task> _reading = [];

    internal override IPEndPoint EndPoint => _endPoint;

    internal override IReadOnlyList<int> Living =>
        [.. _generations.Look().Where(generation => generation.IsAlive).Select(generation => generation.Pid)];

    protected abstract IReadOnlyDictionary<string, string?> Environment { get; }

    protected Generation Newest => _generations.Look()[^1];

    internal override async Task StartAsync()
    {
        await (await LaunchAsync()).Ready;
        await RawConnection.GetAsync(EndPoint, "/process/id");
    }

    public override async ValueTask DisposeAsync()
    {
        await _generations.KillAllAsync(Task.WhenAll(_reading));
        _generations.Dispose();
        foreach (Process starter in _starters)
        {
            starter.Dispose();
        }
    }

    /// <returns>The new process, and the time at which the log reports that it is ready.</returns>
    protected async Task<(Generation Process, Task<LogMatch> Ready)> LaunchAsync()
    {
        int known = _generations.Look().Count;
        int from = _log.Lines.Count;
        Process starter = _generations.Start(binary, new DemoOptions { Environment = Environment }, EndPoint);
        _starters.Add(starter);
        _reading.Add(_log.ReadAsync(starter.StandardOutput.BaseStream));
        _reading.Add(_log.ReadAsync(starter.StandardError.BaseStream));
        Task<LogMatch> ready = _log.WhenAsync(Started(), from, Until.Limit);
        await Until.TrueAsync(() => _generations.Look().Count > known, "the new process");
        return (Newest, ready);
    }

    protected static async Task<long> StopAsync(Generation old)
    {
        old.Signal(LibC.SIGTERM);
        await old.Exited;
        return Stopwatch.GetTimestamp();
    }

    [GeneratedRegex("Application started")]
    private static partial Regex Started();
}

/// <summary>
/// The best case without Graceful: both processes listen on one socket that is passed in, as by systemd. The new process is started,
/// and the old one is stopped when the new one is ready.
/// </summary>
internal sealed class OverlappingKestrel : KestrelContender
{
    private readonly InheritableListener _listener;

    internal OverlappingKestrel(ServerBinary binary)
        : base(binary)
    {
        _listener = new InheritableListener(EndPoint);
    }

    internal override string Name => "Kestrel, shared listener";

    protected override IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["KESTREL_DEMO_LISTEN_FD"] = $"{_listener.Fd}",
    };

    internal override async Task<RestartTimes> RestartAsync(LoadClient load)
    {
        Generation old = Newest;
        long begunAt = Stopwatch.GetTimestamp();
        (Generation process, Task<LogMatch> ready) = await LaunchAsync();
        long readyAt = (await ready).At;
        Task<long> gone = StopAsync(old);
        await load.AnsweredByAsync(process.Pid);
        return new RestartTimes(begunAt, process.SeenAt, readyAt, await gone, process.Pid);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _listener.Dispose();
    }
}

/// <summary>As <c>systemctl restart</c>: the old process stops, then the new one is started.</summary>
internal sealed class StopThenStartKestrel(ServerBinary binary) : KestrelContender(binary)
{
    internal override string Name => "Kestrel, stop then start";

    protected override IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>();

    internal override async Task<RestartTimes> RestartAsync(LoadClient load)
    {
        long begunAt = Stopwatch.GetTimestamp();
        long goneAt = await StopAsync(Newest);
        (Generation process, Task<LogMatch> ready) = await LaunchAsync();
        long readyAt = (await ready).At;
        await load.AnsweredByAsync(process.Pid);
        return new RestartTimes(begunAt, process.SeenAt, readyAt, goneAt, process.Pid);
    }
}
