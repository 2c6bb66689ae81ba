using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>Operations on file descriptors of every kind.</summary>
internal static class Descriptor
{
    // The numbers of the calls are the same on every architecture. glibc has no wrappers for them before 2.36.
    private const int SYS_pidfd_open = 434;
    private const int SYS_pidfd_send_signal = 424;

    /// <summary>Closes a descriptor. Errors are ignored: the descriptor is closed in any case (close(2)).</summary>
    internal static void Close(int fd) => _ = close(fd);

    /// <summary>Closes a descriptor unless it is negative.</summary>
    internal static void CloseIfOpen(int fd)
    {
        if (fd >= 0)
        {
            Close(fd);
        }
    }

    /// <summary>Closes the descriptor in programs that this process starts.</summary>
    internal static void SetCloseOnExec(int fd)
    {
        var flags = PosixException.Check(fcntl(fd, F_GETFD), "fcntl(F_GETFD)");
        PosixException.Check(fcntl(fd, F_SETFD, flags | FD_CLOEXEC), "fcntl(F_SETFD)");
    }

    internal static bool IsCloseOnExec(int fd) => fcntl(fd, F_GETFD) is >= 0 and var flags && (flags & FD_CLOEXEC) != 0;

    internal static void ClearCloseOnExec(int fd)
    {
        var flags = PosixException.Check(fcntl(fd, F_GETFD), "fcntl(F_GETFD)");
        PosixException.Check(fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC), "fcntl(F_SETFD)");
    }

    internal static void SetNonBlocking(int fd)
    {
        var flags = PosixException.Check(fcntl(fd, F_GETFL), "fcntl(F_GETFL)");
        PosixException.Check(fcntl(fd, F_SETFL, flags | O_NONBLOCK), "fcntl(F_SETFL)");
    }

    /// <returns>Another descriptor for the same open file, close-on-exec; −1 when none is free.</returns>
    internal static int Duplicate(int fd) => fcntl(fd, F_DUPFD_CLOEXEC, 0);

    internal static bool IsOpen(int fd) => fcntl(fd, F_GETFD) != -1;

    /// <summary>True for a file of memfd_create(2).</summary>
    internal static bool IsMemory(int fd) =>
        new FileInfo($"/proc/self/fd/{fd}").LinkTarget?.StartsWith("/memfd:", StringComparison.Ordinal) == true;

    /// <summary>Creates a file in memory (memfd_create(2)), close-on-exec.</summary>
    internal static unsafe int CreateMemory(string name)
    {
        fixed (byte* text = new PathName(name).Terminated)
        {
            return PosixException.Check(memfd_create(text, MFD_CLOEXEC), "memfd_create");
        }
    }

    /// <summary>Returns a pidfd, readable after the process has exited; −1 without such a process, and on kernels before 5.3.</summary>
    internal static int OfProcess(int pid) => (int)syscall(SYS_pidfd_open, pid, 0);

    /// <summary>Sends a signal to the process of a pidfd; a reused pid is not affected.</summary>
    internal static void Signal(int pidFd, int signal) => _ = syscall(SYS_pidfd_send_signal, pidFd, signal, 0, 0);

    /// <summary>Sends a signal to a process by its id: for kernels without pidfds.</summary>
    internal static void SignalProcess(int pid, int signal) => _ = kill(pid, signal);

    /// <summary>True while a process has this id, also one that has ended and has not been reaped.</summary>
    internal static bool ProcessExists(int pid) => kill(pid, 0) == 0 || LastError != ESRCH;

    internal static int LastError => Marshal.GetLastPInvokeError();
}
