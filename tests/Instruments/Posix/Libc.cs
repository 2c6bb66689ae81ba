using System.Runtime.InteropServices;
using Tmds.Linux;

namespace Instruments.Posix;

/// <summary>The system calls of the test instruments that Tmds.LibC does not declare.</summary>
internal static unsafe partial class Libc
{
    internal const int PR_SET_CHILD_SUBREAPER = 36;
    internal const int P_PIDFD = 3, WNOHANG = 1, WEXITED = 4;
    internal const int RLIMIT_NOFILE = 7;

    // glibc has wrappers for these two only since 2.36; their numbers are the same on every architecture.
    private const int SYS_pidfd_send_signal = 424, SYS_pidfd_open = 434;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int prlimit(int pid, int resource, ResourceLimit* newLimit, ResourceLimit* oldLimit);

    /// <summary>Paths are bytes, each with a zero at its end.</summary>
    [LibraryImport("libc", SetLastError = true)]
    internal static partial int rename(byte[] from, byte[] to);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int prctl(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitid(int kind, uint id, siginfo_t* siginfo, int options);

    internal record struct ResourceLimit(ulong Soft, ulong Hard);

    internal static int mkfifo(string path, ushort mode)
    {
        fixed (byte* name = Terminated(path))
        {
            return LibC.mkfifo(name, mode);
        }
    }

    internal static int unlink(byte[] terminatedPath)
    {
        fixed (byte* name = terminatedPath)
        {
            return LibC.unlink(name);
        }
    }

    internal static int pidfd_open(int pid) => (int)LibC.syscall(SYS_pidfd_open, pid, 0);

    internal static int pidfd_send_signal(int pidfd, int signal) => (int)LibC.syscall(SYS_pidfd_send_signal, pidfd, signal, 0, 0);

    private static byte[] Terminated(string text) => [.. System.Text.Encoding.UTF8.GetBytes(text), 0];
}
