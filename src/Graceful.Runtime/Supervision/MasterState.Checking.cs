using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;

namespace Graceful.Supervision;

// Another program may have set GRACEFUL_MASTER_STATE. A wrong descriptor would be read and closed, a wrong process would get signals.
internal sealed partial class MasterState
{
    /// <summary>Checks that each descriptor is open and of its kind, and that each worker is a process of its own.</summary>
    /// <exception cref="StartRefusedException">One is not.</exception>
    internal void CheckDescriptors()
    {
        var descriptors = new NamedDescriptors();
        Check("channel", Channel, Packet.IsChannel);
        Check("workers-end", WorkersEnd, Packet.IsChannel);
        foreach (var signal in Signals)
        {
            Check("signals", signal, static fd => Descriptor.IsAnonymous(fd, "[eventfd]"));
        }

        foreach (var worker in Workers)
        {
            if (worker.Pid <= 1 || worker.Pid == Environment.ProcessId || Workers.Count(other => other.Pid == worker.Pid) > 1)
            {
                throw Refusal($"the worker {worker.Pid} is no process of its own");
            }

            if (worker.PidFd != -1)
            {
                Check("worker", worker.PidFd);
            }

            if (worker.Program is { } program)
            {
                Check("program", program.Fd);
            }

            foreach (var socket in worker.Sockets)
            {
                Check("socket", socket.Fd, ListeningSocket.IsListening);
            }
        }

        void Check(string key, int fd, Func<int, bool>? isOfItsKind = null)
        {
            var reason = descriptors.Refuse(fd, it => isOfItsKind?.Invoke(it) == false ? "the descriptor is something else" : null);
            if (reason is not null)
            {
                throw Refusal($"{key}={fd}: {reason}");
            }
        }
    }

    private static StartRefusedException Refusal(string reason) => new(
        $"The memory file of GRACEFUL_MASTER_STATE is not from a Graceful master: {reason}. Refusing to start; unset the variable.");
}
