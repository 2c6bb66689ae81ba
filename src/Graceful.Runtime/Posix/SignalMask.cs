using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The signals that threads block (pthread_sigmask(3)). A blocked signal waits until a thread unblocks it.</summary>
internal static unsafe class SignalMask
{
    /// <summary>Lets the calling thread receive these signals. Threads that it starts afterwards receive them too.</summary>
    internal static void Unblock(IEnumerable<int> signals) => Set(SIG_UNBLOCK, signals);

    /// <summary>Holds these signals back in the calling thread, and in threads that it starts afterwards.</summary>
    internal static void Block(IEnumerable<int> signals) => Set(SIG_BLOCK, signals);

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

    private static void Set(int how, IEnumerable<int> signals)
    {
        var set = Of(signals);
        PosixException.CheckReturned(pthread_sigmask(how, &set, null), "pthread_sigmask");
    }
}
