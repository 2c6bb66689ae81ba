using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>Processes by their id, which another process may have after the end: for kernels without pidfds.</summary>
internal static class ProcessId
{
    /// <summary>Gets the id of the process that started this one, or that adopted it.</summary>
    internal static int OfParent => getppid();

    /// <summary>True while a process has this id, also one that has ended and has not been reaped.</summary>
    internal static bool Exists(int pid) => kill(pid, 0) == 0 || Descriptor.LastError != ESRCH;

    internal static void Signal(int pid, int signal) => _ = kill(pid, signal);
}
