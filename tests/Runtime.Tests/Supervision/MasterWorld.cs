using Graceful;
using Graceful.Posix;
using Graceful.Supervision;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.Hosting;

namespace Runtime.Tests.Supervision;

/// <summary>A master whose processes are a list: every start and every signal is recorded.</summary>
internal sealed class MasterWorld : IMasterActions, IMasterObserver
{
    internal static readonly TimeSpan SuspensionLimit = TimeSpan.FromSeconds(13);

    private int _lastPid = 100;

    internal MasterWorld(Func<MasterSettings, MasterSettings>? configure = null)
    {
        var options = new GracefulOptions();
        var settings = new MasterSettings
        {
            ProbationTime = options.ProbationTime,
            StartTimeout = options.StartTimeout,
            SuspensionLimit = SuspensionLimit,
        };
        Master = new Master(this, this, configure?.Invoke(settings) ?? settings, Clock, Log);
    }

    internal Master Master { get; }

    internal FakeTimeProvider Clock { get; } = new();

    internal RecordingLog Log { get; } = new();

    /// <summary>Every start: the worker, the program's descriptor (−1 for the current one), the number of sockets.</summary>
    internal List<(Worker Worker, int Program, int Sockets)> Starts { get; } = [];

    internal List<(int Pid, int Signal)> Signals { get; } = [];

    internal List<int> ClosedSockets { get; } = [];

    internal List<int> ClosedPrograms { get; } = [];

    internal List<string> RemovedFiles { get; } = [];

    /// <summary>The number of signals that were sent before the workers were notified; null until then.</summary>
    internal int? SignalsBeforeRelease { get; private set; }

    /// <summary>The keys of sockets that systemd keeps.</summary>
    internal HashSet<string> Stored { get; } = [];

    internal bool HasOrphanedSuccessor { get; set; }

    internal int KilledOrphans { get; private set; }

    internal bool PassesActivatedSockets { get; set; }

    /// <summary>The workers that SIGSTOP has suspended.</summary>
    internal List<Worker> Suspended { get; } = [];

    internal List<string> Reports { get; } = [];

    internal IOException? StartFails { get; set; }

    /// <summary>Set for workers whose own ProbationTime is zero.</summary>
    internal bool SendsHeartbeats { get; set; } = true;

    /// <summary>The first worker has been started and serves.</summary>
    internal static (MasterWorld World, Worker Worker) Serving(Func<MasterSettings, MasterSettings>? configure = null)
    {
        var world = new MasterWorld(configure);
        world.Master.StartWorker();
        var worker = world.Starts[0].Worker;
        world.Serve(worker);
        return (world, worker);
    }

    /// <summary>A worker reports that it starts, and that it serves with one socket.</summary>
    internal void Serve(Worker worker)
    {
        Hello(worker);
        Master.OnSocket(worker, new WorkerSocket(worker.Pid + 1000, "tcp:127.0.0.1:80", IsManaged: false, File: null));
        Master.OnReady(worker);
    }

    internal void Hello(Worker worker)
    {
        worker.Program ??= new WorkerProgram(worker.Pid + 2000, new FileIdentity(1, (ulong)worker.Pid));
        Master.OnHello(worker, worker.Generation, SupervisorMessages.Version, SendsHeartbeats);
    }

    /// <summary>The worker starts a successor, which serves.</summary>
    internal Worker HandOver(Worker worker, bool sameProgram = false)
    {
        Master.OnRestartBegins(worker);
        var successor = new Worker(++_lastPid, pidFd: -1, worker.Generation + 1);
        if (sameProgram)
        {
            successor.Program = new WorkerProgram(successor.Pid + 2000, worker.Program!.File);
        }

        Serve(successor);
        Master.OnHandedOver(worker, successor.Pid);
        return successor;
    }

    /// <summary>The worker has handed over and exits.</summary>
    internal Worker Replace(Worker worker, bool sameProgram = false)
    {
        var successor = HandOver(worker, sameProgram);
        Exit(worker, 0);
        return successor;
    }

    internal void Exit(Worker worker, int code) => Master.OnExited(worker, new ExitStatus(code << 8));

    internal void Kill(Worker worker) => Master.OnExited(worker, new ExitStatus(Tmds.Linux.LibC.SIGKILL));

    /// <summary>The time passes while the master runs: it wakes up whenever something is due.</summary>
    internal void Advance(TimeSpan time)
    {
        while (Master.UntilNext is { } next && next > TimeSpan.Zero && next < time)
        {
            Pause(next);
            time -= next;
        }

        Pause(time);
    }

    /// <summary>The time passes while the master does not run.</summary>
    internal void Pause(TimeSpan time)
    {
        Clock.Advance(time);
        Master.OnTimer();
    }

    Worker IMasterActions.Start(WorkerProgram? program, int generation, IReadOnlyList<WorkerSocket> sockets)
    {
        if (StartFails is { } reason)
        {
            throw reason;
        }

        var worker = new Worker(++_lastPid, pidFd: -1, generation);
        Starts.Add((worker, program?.Fd ?? -1, sockets.Count));
        return worker;
    }

    bool IMasterActions.PassesActivatedSockets => PassesActivatedSockets;

    void IMasterActions.Signal(Worker worker, int signal) => Signals.Add((worker.Pid, signal));

    bool IMasterActions.IsSuspended(Worker worker) => Suspended.Contains(worker);

    bool IMasterActions.HasOrphanedSuccessor() => HasOrphanedSuccessor;

    void IMasterActions.KillOrphanedSuccessors() => KilledOrphans++;

    void IMasterActions.RemoveFiles(IEnumerable<WorkerSocket> sockets) => RemovedFiles.AddRange(sockets.Select(socket => socket.Key));

    void IMasterActions.Close(IEnumerable<WorkerSocket> sockets) =>
        ClosedSockets.AddRange(sockets.Select(socket => socket.Fd).Where(fd => fd >= 0));

    bool IMasterActions.AreSame(WorkerSocket one, WorkerSocket other) => one.Key == other.Key;

    void IMasterActions.AnnounceRelease()
    {
        Assert.Null(SignalsBeforeRelease);
        SignalsBeforeRelease = Signals.Count;
    }

    WorkerProgram? IMasterActions.Duplicate(WorkerProgram program) => program;

    void IMasterActions.Close(WorkerProgram program) => ClosedPrograms.Add(program.Fd);

    void IMasterObserver.Ready(Worker worker) => Reports.Add($"ready {worker.Pid}");

    void IMasterObserver.Continue(MasterState state) => Reports.Add("continues");

    void IMasterObserver.Save(MasterState state) => Reports.Add("saves");

    void IMasterObserver.TookBack(Worker worker, string status) => Reports.Add($"took back: {status}");

    void IMasterObserver.RestartBegins() => Reports.Add("restart begins");

    void IMasterObserver.RestartFailed(string status) => Reports.Add($"failed: {status}");

    void IMasterObserver.SocketsChanged(Worker worker) => Reports.Add($"sockets changed {worker.Pid}");

    void IMasterObserver.Serves(Worker worker) => Reports.Add($"serves {worker.Pid}");

    void IMasterObserver.Heartbeat()
    {
    }

    TimeSpan? IMasterObserver.HeartbeatPeriod => null;

    TimeSpan? IMasterObserver.ExtensionPeriod => null;

    void IMasterObserver.Extend()
    {
    }

    bool IMasterObserver.IsStored(WorkerSocket socket) => Stored.Contains(socket.Key);

    void IMasterObserver.Stopping() => Reports.Add("stopping");

    void IMasterObserver.Stopped() => Reports.Add("stopped");
}
