using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The signals that threads block (pthread_sigmask(3)). A blocked signal waits until a thread unblocks it.</summary>
internal static unsafe class SignalMask
{
    /// <summary>Lets the calling thread receive these signals. Threads that it starts afterwards receive them too.</summary>
    internal static void Unblock(IEnumerable<int> signals)
    {
        var set = Of(signals);
        if (pthread_sigmask(SIG_UNBLOCK, &set, null) is var error and not 0)
        {
            PosixException.Throw("pthread_sigmask", error);
        }
    }

    internal static sigset_t Of(IEnumerable<int> signals)
    {
        sigset_t set;
        _ = sigemptyset(&set);
        foreach (var signal in signals)
        {
            _ = sigaddset(&set, signal);
        }

        return set;
    }
}
