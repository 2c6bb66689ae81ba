using System.Runtime.InteropServices;

namespace Graceful;

/// <summary>
/// The signals that <see cref="GracefulOptions"/> can use, with their numbers on Linux
/// (<see href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</see>).
/// </summary>
/// <remarks>SIGKILL and SIGSTOP cannot be handled, and the runtime uses SIGCHLD.</remarks>
public enum Signal
{
    /// <summary>The terminal was closed. Many daemons read their configuration again.</summary>
    SIGHUP = 1,

    /// <summary>Ctrl+C; by default a stop.</summary>
    SIGINT = 2,

    /// <summary>Ctrl+\; by default a stop.</summary>
    SIGQUIT = 3,

    /// <summary>User-defined; by default a restart.</summary>
    SIGUSR1 = 10,

    /// <summary>User-defined; by default a restart.</summary>
    SIGUSR2 = 12,

    /// <summary>Sent by <c>kill</c>, systemd and container engines; by default a stop.</summary>
    SIGTERM = 15,

    /// <summary>The terminal changed its size. nginx ends its workers gracefully.</summary>
    SIGWINCH = 28,
}

internal static class SignalRegistrations
{
    /// <summary>Returns the runtime's value where it has one, which it handles differently, and the raw number otherwise.</summary>
    internal static PosixSignal ToPosixSignal(this Signal signal) => signal switch
    {
        Signal.SIGHUP => PosixSignal.SIGHUP,
        Signal.SIGINT => PosixSignal.SIGINT,
        Signal.SIGQUIT => PosixSignal.SIGQUIT,
        Signal.SIGTERM => PosixSignal.SIGTERM,
        _ => (PosixSignal)(int)signal,
    };
}
