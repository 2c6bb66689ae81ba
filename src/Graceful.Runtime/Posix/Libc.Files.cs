using System.Runtime.InteropServices;

namespace Graceful.Posix;

internal static unsafe partial class Libc
{
    internal const int F_GETFD = 1;
    internal const int F_SETFD = 2;
    internal const int F_GETFL = 3;
    internal const int F_SETFL = 4;
    internal const int F_DUPFD_CLOEXEC = 1030;
    internal const int FD_CLOEXEC = 1;
    internal const int O_NONBLOCK = 0x800;

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int close(int fd);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fcntl(int fd, int cmd, nint arg);

    internal const uint MFD_CLOEXEC = 1;

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int memfd_create(string name, uint flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint read(int fd, byte* buf, nuint count);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint write(int fd, byte* buf, nuint count);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int unlink(string pathname);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int access(byte* pathname, int mode);

    internal const int X_OK = 1;

    /// <summary>Room for any path (PATH_MAX with its zero).</summary>
    internal const int PathMax = 4096;

    [LibraryImport(Library, SetLastError = true)]
    internal static partial byte* realpath(byte* path, byte* resolved);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint readlink(byte* pathname, byte* buf, nuint bufsiz);
}
