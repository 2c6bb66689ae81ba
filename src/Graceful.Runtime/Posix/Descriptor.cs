using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
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

    /// <summary>Returns another descriptor for the same open file, close-on-exec; −1 when none is free.</summary>
    /// <param name="fd">The descriptor.</param>
    /// <param name="lowest">The lowest number of the new one. Unlike dup3(2), no descriptor in use is closed.</param>
    internal static int Duplicate(int fd, int lowest = 0) => fcntl(fd, F_DUPFD_CLOEXEC, lowest);

    /// <summary>
    /// Makes a descriptor refer to the open file of another one (dup3(2)). It is close-on-exec afterwards if it was so before.
    /// </summary>
    internal static void Replace(int fd, int replacement) => _ = dup3(replacement, fd, IsCloseOnExec(fd) ? O_CLOEXEC : 0);

    /// <summary>Reads once.</summary>
    /// <returns>The number of bytes; 0 at the end; minus the error number otherwise.</returns>
    internal static unsafe int Read(int fd, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            int length;
            do
            {
                length = (int)read(fd, bytes, buffer.Length);
            }
            while (length < 0 && LastError == EINTR);

            return length < 0 ? -LastError : length;
        }
    }

    /// <summary>Writes once, possibly a part. A write beyond RLIMIT_FSIZE is an error (EFBIG) and does not end the process.</summary>
    /// <returns>The number of bytes; minus the error number otherwise.</returns>
    internal static unsafe int Write(int fd, ReadOnlySpan<byte> data)
    {
        using var held = FileSizeSignal.Hold();
        fixed (byte* bytes = data)
        {
            int length;
            do
            {
                length = (int)write(fd, bytes, data.Length);
            }
            while (length < 0 && LastError == EINTR);

            return length < 0 ? -LastError : length;
        }
    }

    /// <summary>Writes to the beginning of a file. Its offset stays, which other processes may share.</summary>
    /// <exception cref="PosixException">No space is left (ENOSPC), or the file would exceed RLIMIT_FSIZE (EFBIG).</exception>
    internal static unsafe void WriteFile(int fd, ReadOnlySpan<byte> data)
    {
        using var held = FileSizeSignal.Hold();
        fixed (byte* bytes = data)
        {
            for (var done = 0; done < data.Length;)
            {
                var written = (int)pwrite(fd, bytes + done, data.Length - done, done);
                if (written >= 0)
                {
                    done += written;
                }
                else if (LastError != EINTR)
                {
                    PosixException.Throw("pwrite", LastError);
                }
            }
        }
    }

    internal static bool IsOpen(int fd) => fcntl(fd, F_GETFD) != -1;

    /// <summary>True for a file of memfd_create(2).</summary>
    internal static bool IsMemory(int fd) =>
        new FileInfo($"/proc/self/fd/{fd}").LinkTarget?.StartsWith("/memfd:", StringComparison.Ordinal) == true;

    /// <summary>True for an object of the kernel without a file, such as "[eventfd]".</summary>
    internal static bool IsAnonymous(int fd, string kind) => new FileInfo($"/proc/self/fd/{fd}").LinkTarget == $"anon_inode:{kind}";

    /// <summary>Returns the length of a file.</summary>
    internal static long LengthOf(int fd)
    {
        using var file = new SafeFileHandle(fd, ownsHandle: false);
        return RandomAccess.GetLength(file);
    }

    /// <summary>Creates a file in memory (memfd_create(2)), close-on-exec.</summary>
    internal static unsafe int CreateMemory(string name)
    {
        fixed (byte* text = new PathName(name).Terminated)
        {
            return PosixException.Check(memfd_create(text, MFD_CLOEXEC), "memfd_create");
        }
    }

    /// <summary>Creates a pipe (pipe(7)), close-on-exec.</summary>
    internal static unsafe (int ReadEnd, int WriteEnd) CreatePipe()
    {
        var ends = stackalloc int[2];
        PosixException.Check(pipe2(ends, O_CLOEXEC), "pipe2");
        return (ends[0], ends[1]);
    }

    /// <summary>Returns a pidfd, readable after the process has exited; −1 without such a process, and on kernels before 5.3.</summary>
    internal static int OfProcess(int pid) => (int)syscall(SYS_pidfd_open, pid, 0);

    /// <summary>Sends a signal to the process of a pidfd; a reused pid is not affected.</summary>
    internal static void Signal(int pidFd, int signal) => _ = syscall(SYS_pidfd_send_signal, pidFd, signal, 0, 0);

    internal static int LastError => Marshal.GetLastPInvokeError();
}
