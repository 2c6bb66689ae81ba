using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The identity, size and time of the last change of a file: equal until the file is replaced or written.</summary>
internal readonly record struct FileVersion(FileIdentity File, ulong Size, long Seconds, uint Nanoseconds)
{
    /// <summary>
    /// Returns the version of the file at a path, symbolic links followed; <see langword="null"/> when there is none or it cannot be
    /// read.
    /// </summary>
    internal static FileVersion? Of(PathName path) =>
        FileIdentity.TryStat(AT_FDCWD, path, flags: 0, out var status)
            ? new FileVersion(
                FileIdentity.Of(status), (ulong)status.stx_size, (long)status.stx_mtime.tv_sec, (uint)status.stx_mtime.tv_nsec)
            : null;
}
