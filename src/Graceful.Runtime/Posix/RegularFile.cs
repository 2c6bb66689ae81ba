using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>Opens files whose path another user may have prepared: a FIFO would block the caller, a link leads elsewhere.</summary>
internal static unsafe class RegularFile
{
    /// <summary>Opens the file for reading, without blocking and without following a link.</summary>
    /// <returns><see langword="null"/> when it cannot be opened or is not a regular file.</returns>
    internal static SafeFileHandle? TryOpen(string path) => TryOpen(path, O_RDONLY);

    /// <summary>Opens an existing file of this user for writing, as <see cref="TryOpen(string)"/>.</summary>
    /// <returns>
    /// <see langword="null"/> when it cannot be opened, is not a regular file, has another name too (link(2)), or belongs to another user.
    /// </returns>
    internal static SafeFileHandle? TryOpenOwn(string path)
    {
        var handle = TryOpen(path, O_WRONLY);
        if (handle is not null
            && FileIdentity.TryStat((int)handle.DangerousGetHandle(), new PathName(""), AT_EMPTY_PATH, out var status)
            && status.stx_nlink == 1 && status.stx_uid == geteuid())
        {
            return handle;
        }

        handle?.Dispose();
        return null;
    }

    private static SafeFileHandle? TryOpen(string path, int access)
    {
        int fd;
        fixed (byte* name = new PathName(path).Terminated)
        {
            fd = open(name, access | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
        }

        if (fd < 0)
        {
            return null;
        }

        var handle = new SafeFileHandle(fd, ownsHandle: true);
        try
        {
            // FIFOs, sockets and terminals have no length.
            _ = RandomAccess.GetLength(handle);
            if ((File.GetAttributes(handle) & FileAttributes.Directory) == 0)
            {
                return handle;
            }
        }
        catch (Exception reason) when (reason is NotSupportedException or IOException)
        {
            // Not a regular file.
        }

        handle.Dispose();
        return null;
    }
}
