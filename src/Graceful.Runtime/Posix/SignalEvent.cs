using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>A signal that a thread can wait for in poll(2), with nothing of the runtime in between.</summary>
/// <remarks>
/// <para>
/// <see cref="PosixSignalRegistration"/> runs handlers of signals other than SIGINT, SIGQUIT and SIGTERM on the thread pool
/// (dotnet/runtime, PosixSignalRegistration.Unix.cs, OnPosixSignal): when every pool thread is blocked, none runs. A signalfd(2)
/// needs the signal blocked in every thread, and some threads are older than any code of ours. A handler of our own
/// (sigaction(2)) may do nothing that is not safe in it (signal-safety(7)), and managed code is not.
/// </para>
/// <para>
/// So the handler is a function of libc: <c>eventfd_write(int fd, uint64_t value)</c>. It is called with the arguments of a handler,
/// the signal's number and a pointer, and does one write(2). The event has the number of the signal as its descriptor; the
/// pointer is added to its counter. Where that descriptor is taken, there is no such event.
/// </para>
/// </remarks>
internal sealed unsafe class SignalEvent : IDisposable
{
    private const int StandardError = 2;

    private readonly Libc.SigAction _before;

    private SignalEvent(int signal, in Libc.SigAction before) => (Fd, _before) = (signal, before);

    /// <summary>Readable when the signal has come. Its number is that of the signal.</summary>
    internal int Fd { get; }

    /// <returns><see langword="null"/> where the descriptor is in use or a standard stream's, or a pointer has fewer bits than the counter.</returns>
    internal static SignalEvent? TryCreate(int signal)
    {
        if (!Environment.Is64BitProcess || !TryOpen(signal))
        {
            return null;
        }

        // The C library is in every process: its functions are found without its name.
        var action = new Libc.SigAction
        {
            sa_handler = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "eventfd_write"),
            sa_flags = Libc.SA_SIGINFO | Libc.SA_RESTART | Libc.SA_ONSTACK,
        };
        Libc.SigAction before;
        PosixException.Check(Libc.sigaction(signal, &action, &before), "sigaction", Signals.Name(signal));
        return new SignalEvent(signal, before);
    }

    /// <returns>How often the signal has come since the last call: exact up to some 60 times, and zero when it has not.</returns>
    internal int Take()
    {
        ulong sum;
        if (Libc.read(Fd, (byte*)&sum, sizeof(ulong)) != sizeof(ulong))
        {
            return 0;
        }

        return Addends(sum);
    }

    /// <summary>Of how many addresses on stacks this is the sum: each signal adds that of its siginfo_t, on the stack of whichever thread.</summary>
    internal static int Addends(ulong sum)
    {
        // Compared with their distance from zero all stacks lie together (mmap_base in the kernel's arch/*/mm/mmap.c; at random within
        // less than a hundredth): so one stands for all.
        var address = (ulong)&sum;
        return Math.Max(1, (int)Math.Round((double)sum / address));
    }

    /// <summary>The signal does again what it did before.</summary>
    public void Dispose()
    {
        fixed (Libc.SigAction* before = &_before)
        {
            _ = Libc.sigaction(Fd, before, null);
        }

        Descriptor.Close(Fd);
    }

    private static bool TryOpen(int wanted)
    {
        if (wanted <= StandardError)
        {
            // Free only where a standard stream was closed, and then for whoever opens it anew.
            return false;
        }

        var made = PosixException.Check(Libc.eventfd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK), "eventfd");
        if (made == wanted)
        {
            return true;
        }

        // The lowest that is free from there on: it never takes a descriptor away from anybody, as dup3 would.
        var copy = Libc.fcntl(made, Libc.F_DUPFD_CLOEXEC, wanted);
        Descriptor.Close(made);
        if (copy == wanted)
        {
            return true;
        }

        if (copy >= 0)
        {
            Descriptor.Close(copy);
        }

        return false;
    }
}
