using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Supervision;

// Another program may have set GRACEFUL_MASTER_STATE. A wrong descriptor would be read and closed, a wrong process would get signals.
internal sealed partial class MasterState
{
    private const int LastStandardStream = 2;

    /// <summary>Checks that each descriptor is open and of its kind, and that each worker is a process of its own.</summary>
    /// <exception cref="StartRefusedException">One is not.</exception>
    internal void CheckDescriptors()
    {
        var taken = new HashSet<int>();
        Check("channel", Channel, Packet.IsChannel(Channel));
        Check("workers-end", WorkersEnd, Packet.IsChannel(WorkersEnd));
        foreach (var signal in Signals)
        {
            Check("signals", signal, Descriptor.IsAnonymous(signal, "[eventfd]"));
        }

        foreach (var worker in Workers)
        {
            if (worker.Pid <= 1 || worker.Pid == Environment.ProcessId || Workers.Count(other => other.Pid == worker.Pid) > 1)
            {
                throw Refusal($"the worker {worker.Pid} is no process of its own");
            }

            if (worker.PidFd != -1)
            {
                Check("worker", worker.PidFd, Descriptor.IsOpen(worker.PidFd));
            }

            if (worker.Program is { } program)
            {
                Check("program", program.Fd, Descriptor.IsOpen(program.Fd));
            }

            foreach (var socket in worker.Sockets)
            {
                Check("socket", socket.Fd, ListeningSocket.IsListening(socket.Fd));
            }
        }

        void Check(string key, int fd, bool isOfItsKind)
        {
            if (fd <= LastStandardStream || !isOfItsKind)
            {
                throw Refusal($"the descriptor {fd} of '{key}' is not open, or is something else");
            }

            if (!taken.Add(fd))
            {
                throw Refusal($"the descriptor {fd} appears twice");
            }
        }
    }

    private static StartRefusedException Refusal(string reason) => new(
        $"The memory file of GRACEFUL_MASTER_STATE is not from a Graceful master: {reason}. Refusing to start; unset the variable.");
}
