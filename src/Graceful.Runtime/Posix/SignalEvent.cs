using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>A signal that a thread can wait for in poll(2), independent of the runtime's signal handling.</summary>
/// <remarks>
/// <para>
/// <see cref="PosixSignalRegistration"/> runs handlers of signals other than SIGINT, SIGQUIT and SIGTERM on the thread pool
/// (dotnet/runtime, PosixSignalRegistration.Unix.cs, OnPosixSignal). When every pool thread is blocked, none runs.
/// signalfd(2) works only when every thread blocks the signal, and the runtime starts threads before managed code runs. A signal
/// handler may call only async-signal-safe functions (signal-safety(7)), which excludes managed code.
/// </para>
/// <para>
/// So the handler is a function of libc: <c>eventfd_write(int fd, uint64_t value)</c>. The kernel calls the handler
/// with the signal's number and a pointer, and a third argument that the function ignores. The function uses the number as the
/// descriptor, and adds the pointer to its counter with one write(2).
/// So the eventfd must have the signal's number as its descriptor. When that descriptor is in use, no event
/// can be created.
/// </para>
/// </remarks>
internal sealed unsafe class SignalEvent : IDisposable
{
    private const int StandardError = 2;

    private readonly sigaction _previous;

    private SignalEvent(int signal, in sigaction previous) => (Signal, _previous) = (signal, previous);

    internal int Signal { get; }

    /// <summary>Gets the descriptor that is readable after the signal has arrived. It has the signal's number.</summary>
    internal int Fd => Signal;

    /// <summary>
    /// Returns an event for the signal; <see langword="null"/> when its descriptor is in use or is a standard stream's, and in a 32-bit
    /// process.
    /// </summary>
    internal static SignalEvent? TryCreate(int signal)
    {
        // A pointer of a 32-bit process would not fill the counter's 64 bits.
        return Environment.Is64BitProcess && TryOpen(signal) ? Install(signal) : null;
    }

    /// <summary>
    /// Returns the event of the program that this process ran before execve(2): a signal that arrived then is still in its descriptor.
    /// </summary>
    internal static SignalEvent Adopt(int signal)
    {
        Descriptor.SetCloseOnExec(signal);
        return Install(signal);
    }

    /// <summary>Makes the descriptor wait for the next signal.</summary>
    internal void Reset()
    {
        ulong sum;
        _ = read(Fd, &sum, sizeof(ulong));
    }

    /// <summary>Restores the signal's previous action.</summary>
    public void Dispose()
    {
        fixed (sigaction* previous = &_previous)
        {
            _ = sigaction(Signal, previous, null);
        }

        Descriptor.Close(Fd);
    }

    private static SignalEvent Install(int signal)
    {
        // The process itself exports the C library's functions.
        sigaction action = default;
        action.sa_handler = (void*)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "eventfd_write");
        action.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
        sigaction previous;
        PosixException.Check(sigaction(signal, &action, &previous), "sigaction", Signals.Name(signal));
        return new SignalEvent(signal, previous);
    }

    private static bool TryOpen(int wanted)
    {
        if (wanted <= StandardError)
        {
            // Free only when a standard stream was closed, and then reserved for the code that opens it again.
            return false;
        }

        var created = PosixException.Check(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
        if (created == wanted)
        {
            return true;
        }

        var copy = Descriptor.Duplicate(created, lowest: wanted);
        Descriptor.Close(created);
        if (copy == wanted)
        {
            return true;
        }

        Descriptor.CloseIfOpen(copy);
        return false;
    }
}
