using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The device and inode number of a file. They identify it when its path has changed or leads to another file.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    /// <summary>
    /// Returns the identity of the file at a path, without following a symbolic link; <see langword="null"/> when there is none or it
    /// cannot be read.
    /// </summary>
    internal static FileIdentity? Of(string path) => TryStat(path, out var identity, out _) ? identity : null;

    /// <summary>Returns the same as <see cref="Of(string)"/> when the file is a socket.</summary>
    internal static FileIdentity? OfSocket(string path) =>
        TryStat(path, out var identity, out var mode) && (mode & S_IFMT) == S_IFSOCK ? identity : null;

    /// <summary>Returns the identity of the file behind a descriptor, also of one that was opened with O_PATH.</summary>
    internal static FileIdentity? Of(int fd) => TryStat(fd, "", AT_EMPTY_PATH, out var identity, out _) ? identity : null;

    private static bool TryStat(string path, out FileIdentity identity, out mode_t mode) =>
        TryStat(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, out identity, out mode);

    private static unsafe bool TryStat(int directory, string path, int flags, out FileIdentity identity, out mode_t mode)
    {
        (identity, mode) = (default, default);
        statx status;
        fixed (byte* name = new PathName(path).Terminated)
        {
            try
            {
                // Unlike struct stat, struct statx has the same layout on every architecture.
                if (statx(directory, name, flags, STATX_BASIC_STATS, &status) != 0)
                {
                    return false;
                }
            }
            catch (EntryPointNotFoundException)
            {
                // glibc before 2.28, musl before 1.2.5.
                return false;
            }
        }

        identity = new FileIdentity(((ulong)status.stx_dev_major << 32) | status.stx_dev_minor, status.stx_ino);
        mode = status.stx_mode;
        return true;
    }
}
