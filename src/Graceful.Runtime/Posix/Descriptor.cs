using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>What is done with a file descriptor whatever it stands for.</summary>
internal static class Descriptor
{
    /// <summary>Closes; an error of close(2) changes nothing about the descriptor being gone, so there is none to report.</summary>
    internal static void Close(int fd) => _ = Libc.close(fd);

    /// <summary>Closes a descriptor unless it is negative.</summary>
    internal static void CloseIfOpen(int fd)
    {
        if (fd >= 0)
        {
            Close(fd);
        }
    }

    /// <summary>Whether the descriptor outlives <c>execve</c>: those that a program starts must never inherit ours.</summary>
    internal static void SetCloseOnExec(int fd)
    {
        var flags = PosixException.Check(Libc.fcntl(fd, Libc.F_GETFD, 0), "fcntl(F_GETFD)");
        PosixException.Check(Libc.fcntl(fd, Libc.F_SETFD, flags | Libc.FD_CLOEXEC), "fcntl(F_SETFD)");
    }

    internal static void SetNonBlocking(int fd)
    {
        var flags = PosixException.Check(Libc.fcntl(fd, Libc.F_GETFL, 0), "fcntl(F_GETFL)");
        PosixException.Check(Libc.fcntl(fd, Libc.F_SETFL, flags | Libc.O_NONBLOCK), "fcntl(F_SETFL)");
    }

    internal static bool IsOpen(int fd) => Libc.fcntl(fd, Libc.F_GETFD, 0) != -1;

    /// <summary>Whether it is a file of memfd_create(2).</summary>
    internal static bool IsMemory(int fd) =>
        new FileInfo($"/proc/self/fd/{fd}").LinkTarget?.StartsWith("/memfd:", StringComparison.Ordinal) == true;

    /// <summary>A pidfd, readable once the process has exited; −1 on kernels before 5.3.</summary>
    internal static int OfProcess(int pid) => (int)Libc.syscall(Libc.SYS_pidfd_open, pid, 0);

    /// <summary>Sends a signal to the process behind a pidfd, which cannot be another one by now.</summary>
    internal static void Signal(int pidFd, int signal) => _ = Libc.syscall(Libc.SYS_pidfd_send_signal, pidFd, signal, 0, 0);

    internal static int LastError => Marshal.GetLastPInvokeError();
}
