using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Graceful.Posix;

/// <summary>Opens files whose path another user may have prepared: a FIFO would block the caller, a link leads elsewhere.</summary>
internal static partial class RegularFile
{
    private const int O_RDONLY = 0;
    private const int O_NONBLOCK = 0x800;
    private const int O_CLOEXEC = 0x80000;

    /// <summary>Differs on ARM (asm/fcntl.h).</summary>
    private static readonly int O_NOFOLLOW =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>Opens the file for reading, without blocking and without following a link.</summary>
    /// <returns><see langword="null"/> when it cannot be opened or is not a regular file.</returns>
    internal static SafeFileHandle? TryOpen(string path)
    {
        var fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
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

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string pathname, int flags);
}
