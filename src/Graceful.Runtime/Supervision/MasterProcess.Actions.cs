using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;

namespace Graceful.Supervision;

// The decisions of the master, carried out.
internal sealed partial class MasterProcess : IMasterActions
{
    Worker IMasterActions.Start(WorkerProgram? program, int generation, IReadOnlyList<WorkerSocket> sockets)
    {
        var worker = _launcher.Start(program, generation, sockets);

        // A previous version that is started again is the one that this process runs: it does not become another one before the probation.
        _runsOldVersion &= program is null;
        return worker;
    }

    bool IMasterActions.PassesActivatedSockets => _launcher.PassesActivatedSockets;

    void IMasterActions.Signal(Worker worker, int signal)
    {
        if (worker.PidFd >= 0)
        {
            Descriptor.Signal(worker.PidFd, signal);
        }
        else
        {
            ProcessId.Signal(worker.Pid, signal);
        }
    }

    bool IMasterActions.IsSuspended(Worker worker) => ProcessStatus.IsSuspended(worker.Pid);

    void IMasterActions.Close(IEnumerable<WorkerSocket> sockets)
    {
        foreach (var socket in sockets)
        {
            Descriptor.CloseIfOpen(socket.Fd);
        }
    }

    bool IMasterActions.AreSame(WorkerSocket one, WorkerSocket other) =>
        FileIdentity.Of(one.Fd) is not { } first || FileIdentity.Of(other.Fd) is not { } second || first == second;

    void IMasterActions.AnnounceRelease() => StreamSocket.ShutDownWriting(_state.Channel);

    bool IMasterActions.HasOrphanedSuccessor() => OrphanedSuccessors().Any();

    void IMasterActions.KillOrphanedSuccessors()
    {
        foreach (var pid in OrphanedSuccessors())
        {
            _log.OrphanedSuccessorKilled(pid);
            ProcessId.Signal(pid, Tmds.Linux.LibC.SIGKILL);
        }
    }

    void IMasterActions.RemoveFiles(IEnumerable<WorkerSocket> sockets)
    {
        foreach (var socket in sockets.Where(socket => !socket.IsManaged && socket.File is not null))
        {
            if (ListenerKey.TryParse(socket.Key) is { } address)
            {
                SocketPath.Of(address, socket.File)?.RemoveIfStale();
            }
        }
    }

    WorkerProgram? IMasterActions.Duplicate(WorkerProgram program) =>
        Descriptor.Duplicate(program.Fd) is >= 0 and var fd ? program with { Fd = fd } : null;

    void IMasterActions.Close(WorkerProgram program) => Descriptor.Close(program.Fd);

    private IEnumerable<int> OrphanedSuccessors() =>
        Children.Of(Environment.ProcessId).Where(pid => Find(pid) is null && HandoverEnvironment.IsSuccessor(pid));
}
