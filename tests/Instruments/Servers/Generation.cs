using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Instruments.Posix;
using Tmds.Linux;

namespace Instruments.Servers;

/// <summary>One process of a server that restarts: the first, or a successor. Its pidfd identifies it uniquely.</summary>
internal sealed class Generation : IDisposable
{
    private readonly int _pidfd;

    private Generation(int pid, int pidfd, Task<ProcessExit> exited)
    {
        (Pid, _pidfd, Exited) = (pid, pidfd, exited);
    }

    internal int Pid { get; }

    internal Task<ProcessExit> Exited { get; }

    internal bool IsAlive => !Exited.IsCompleted;

    internal long SeenAt { get; } = Stopwatch.GetTimestamp();

    /// <returns>null when there is no such process any more.</returns>
    internal static Generation? TryOpen(int pid, Task<ProcessExit>? exited = null)
    {
        int pidfd = Libc.pidfd_open(pid);
        return pidfd < 0 ? null : new Generation(pid, pidfd, exited ?? ExitWatch.Watch(pidfd));
    }

    internal void Signal(int signal)
    {
        if (Libc.pidfd_send_signal(_pidfd, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(),
                $"Signal {signal} to process {Pid}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Stops the process (SIGSTOP), and returns when not one of its threads runs any more.</summary>
    /// <returns>False when it has ended instead.</returns>
    internal async Task<bool> FreezeAsync()
    {
        if (Libc.pidfd_send_signal(_pidfd, LibC.SIGSTOP) != 0)
        {
            return false;
        }

        await Until.TrueAsync(() => ProcFs.IsStopped(Pid) || !IsAlive, $"{this} to stop");
        return IsAlive;
    }

    /// <summary>Sends a signal to a process that may have ended meanwhile.</summary>
    internal bool TrySignal(int signal) => Libc.pidfd_send_signal(_pidfd, signal) == 0;

    /// <summary>Kills the process if it is still running.</summary>
    internal void Kill() => _ = Libc.pidfd_send_signal(_pidfd, LibC.SIGKILL);

    /// <summary>Call it when the process has exited.</summary>
    public void Dispose() => _ = LibC.close(_pidfd);

    public override string ToString() => Exited.IsCompletedSuccessfully ? $"process {Pid} ({Exited.Result})" : $"process {Pid} (alive)";
}
