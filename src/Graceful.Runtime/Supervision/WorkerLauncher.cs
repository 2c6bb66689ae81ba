using Graceful.Posix;
using Graceful.Restart;
using Graceful.Systemd;
using Graceful.Transport;

namespace Graceful.Supervision;

/// <summary>
/// Starts workers: the same program, arguments, directory and environment as the master's, plus the channel and the sockets.
/// </summary>
/// <param name="invocation">How the master was started.</param>
/// <param name="alternative">The program that picks the release; <see langword="null"/> or empty for the one that runs.</param>
/// <param name="workersEnd">The workers' end of the channel.</param>
/// <param name="activated">Descriptors from socket activation, for the workers until one of them is ready.</param>
internal sealed class WorkerLauncher(Invocation invocation, string? alternative, int workersEnd, IReadOnlyList<int> activated)
{
    /// <summary>The master speaks the notify protocol itself. WATCHDOG_USEC remains: workers send heartbeats in that period.</summary>
    private static readonly string[] ForTheMaster = ["NOTIFY_SOCKET", "WATCHDOG_PID"];

    private bool _passesActivated = true;

    /// <summary>True when a new worker inherits listening sockets from socket activation.</summary>
    internal bool PassesActivatedSockets => _passesActivated && activated.Any(ListeningSocket.IsListening);

    /// <summary>
    /// Ends socket activation: the master has copies of the sockets of a worker that is ready, and passes those. A worker that crashes
    /// earlier leaves none.
    /// </summary>
    internal void EndActivation() => _passesActivated = false;

    /// <exception cref="IOException">The program could not be started.</exception>
    internal Worker Start(WorkerProgram? program, int generation, IReadOnlyList<WorkerSocket> sockets)
    {
        IReadOnlyList<byte[]> variables = Variables(generation, sockets);
        List<int> descriptors = [workersEnd, .. sockets.Select(socket => socket.Fd)];
        if (_passesActivated)
        {
            descriptors.AddRange(activated);
        }

        var started = invocation;
        PathName path;
        if (program is null)
        {
            started = invocation.WithProgram(alternative);
            path = started.Executable;
        }
        else
        {
            // The descriptor is closed by execve(2), and names the file until then.
            variables = [.. variables, SupervisionEnvironment.DescribeProgram(invocation.Executable)];
            path = new PathName($"/proc/self/fd/{program.Fd}");
        }

        var child = ChildProcess.Start(
            path,
            started.Arguments,
            variables,
            invocation.Directory,
            descriptors.ToArray(),
            newProcessGroup: true);
        return new Worker(child.Pid, Descriptor.OfProcess(child.Pid), generation);
    }

    private byte[][] Variables(int generation, IReadOnlyList<WorkerSocket> sockets)
    {
        IEnumerable<string> unwanted = _passesActivated ? ForTheMaster : ForTheMaster.Concat(SocketActivation.Variables);
        var passed = sockets.Select(socket => (socket.Key, socket.Fd));
        var managed = sockets.Where(socket => socket.IsManaged).Select(socket => socket.Fd).ToArray();
        var files = sockets.Where(socket => socket.File is not null).Select(socket => (socket.Fd, socket.File!.Value)).ToArray();
        return
        [
            .. invocation.Without(unwanted).Environment.Where(entry => !IsSetAnew(entry)),
            SupervisionEnvironment.DescribeChannel(workersEnd),
            .. HandoverEnvironment.Describe(generation, channel: -1, passed, managed, files),
        ];
    }

    private static bool IsSetAnew(byte[] entry) =>
        HandoverEnvironment.Owns(entry)
        || RelayedStandardError.Owns(entry)
        || SupervisionEnvironment.Owns(entry);
}
