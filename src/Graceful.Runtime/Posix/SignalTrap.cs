using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>Remembers that a signal has arrived, through execve(2), which ends the threads that would handle it.</summary>
/// <remarks>
/// execve(2) resets handlers and keeps signals ignored. So the handler is a function of libc, <c>sigignore(int sig)</c>: the kernel calls
/// it with the signal's number, and the signal is ignored from then on, in the next program too. It needs no descriptor, unlike
/// <see cref="SignalEvent"/>. Nothing is notified when the signal arrives: a trap is for the moments before execve(2).
/// </remarks>
internal sealed unsafe class SignalTrap
{
    private readonly sigaction _previous;

    private SignalTrap(int signal, in sigaction previous) => (Signal, _previous) = (signal, previous);

    internal int Signal { get; }

    /// <summary>True when the signal has arrived.</summary>
    internal bool HasSprung => SignalAction.IsIgnored(Signal);

    /// <summary>Replaces the handler of the signal by a trap.</summary>
    /// <returns><see langword="null"/> when the signal is ignored already, or the C library has no such function.</returns>
    internal static SignalTrap? TrySet(int signal)
    {
        // The process itself exports the C library's functions.
        if (SignalAction.IsIgnored(signal)
            || !NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "sigignore", out var sigignore))
        {
            return null;
        }

        sigaction trap = default;
        trap.sa_handler = (void*)sigignore;
        trap.sa_flags = SA_RESTART | SA_ONSTACK;
        sigaction previous;
        PosixException.Check(sigaction(signal, &trap, &previous), "sigaction", Signals.Name(signal));
        return new SignalTrap(signal, previous);
    }

    /// <summary>Restores the handler.</summary>
    internal void Release()
    {
        fixed (sigaction* previous = &_previous)
        {
            _ = sigaction(Signal, previous, null);
        }
    }
}
