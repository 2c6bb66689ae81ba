using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>Holds SIGXFSZ back in the calling thread until it is disposed.</summary>
/// <remarks>
/// A write beyond RLIMIT_FSIZE, to a file in memory too, returns EFBIG, and the kernel sends this signal to the thread that writes
/// (setrlimit(2)). Its default effect ends the process.
/// </remarks>
internal readonly unsafe ref struct FileSizeSignal : IDisposable
{
    private readonly sigset_t _before;

    private FileSizeSignal(sigset_t before) => _before = before;

    internal static FileSizeSignal Hold()
    {
        var set = SignalMask.Of([SIGXFSZ]);
        sigset_t before;
        PosixException.CheckReturned(pthread_sigmask(SIG_BLOCK, &set, &before), "pthread_sigmask");
        return new FileSizeSignal(before);
    }

    /// <summary>Discards the signal if it has arrived.</summary>
    public void Dispose()
    {
        var set = SignalMask.Of([SIGXFSZ]);
        timespec now = default;
        _ = sigtimedwait(&set, null, &now);
        fixed (sigset_t* before = &_before)
        {
            _ = pthread_sigmask(SIG_SETMASK, before, null);
        }
    }
}
