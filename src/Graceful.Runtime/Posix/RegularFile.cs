using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>Opens files whose path another user may have prepared: a FIFO would block the caller, a link leads elsewhere.</summary>
internal static unsafe class RegularFile
{
    /// <summary>Opens the file for reading, without blocking and without following a link.</summary>
    /// <returns><see langword="null"/> when it cannot be opened or is not a regular file.</returns>
    internal static SafeFileHandle? TryOpen(string path)
    {
        int fd;
        fixed (byte* name = new PathName(path).Terminated)
        {
            fd = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
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
