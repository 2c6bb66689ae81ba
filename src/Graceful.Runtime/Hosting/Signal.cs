using System.Runtime.InteropServices;

namespace Graceful;

/// <summary>
/// Signals that can be given a meaning in <see cref="GracefulOptions"/>, by their numbers on Linux
/// (<see href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</see>).
/// </summary>
/// <remarks>SIGKILL and SIGSTOP cannot be handled, and SIGCHLD belongs to the runtime.</remarks>
public enum Signal
{
    /// <summary>The terminal was closed; by custom, "read your configuration again".</summary>
    SIGHUP = 1,

    /// <summary>Ctrl+C.</summary>
    SIGINT = 2,

    /// <summary>Ctrl+\.</summary>
    SIGQUIT = 3,

    /// <summary>User-defined; by default a restart.</summary>
    SIGUSR1 = 10,

    /// <summary>User-defined; by default a restart.</summary>
    SIGUSR2 = 12,

    /// <summary>What <c>kill</c>, systemd and container engines send to stop a process.</summary>
    SIGTERM = 15,

    /// <summary>The terminal changed its size; nginx's "let the workers go".</summary>
    SIGWINCH = 28,
}

internal static class SignalRegistrations
{
    /// <summary>The runtime's own names where it has any (its handling of these differs), and the raw number elsewhere, which it takes as well.</summary>
    internal static PosixSignal ToPosixSignal(this Signal signal) => signal switch
    {
        Signal.SIGHUP => PosixSignal.SIGHUP,
        Signal.SIGINT => PosixSignal.SIGINT,
        Signal.SIGQUIT => PosixSignal.SIGQUIT,
        Signal.SIGTERM => PosixSignal.SIGTERM,
        _ => (PosixSignal)(int)signal,
    };
}
