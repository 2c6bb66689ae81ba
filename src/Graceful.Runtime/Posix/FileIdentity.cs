namespace Graceful.Posix;

/// <summary>Which file a path leads to, whatever becomes of the path: the device and the number on it.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    /// <summary>What is at a path, itself and not what a link in its place leads to; <see langword="null"/> when nothing is, or nobody can tell.</summary>
    internal static FileIdentity? Of(string path) => TryStat(path, out var identity, out _) ? identity : null;

    /// <summary>As <see cref="Of"/>, of a socket alone.</summary>
    internal static FileIdentity? OfSocket(string path) =>
        TryStat(path, out var identity, out var mode) && (mode & Libc.S_IFMT) == Libc.S_IFSOCK ? identity : null;

    private static unsafe bool TryStat(string path, out FileIdentity identity, out int mode)
    {
        (identity, mode) = (default, 0);
        Libc.StatX status;
        try
        {
            if (Libc.statx(Libc.AT_FDCWD, path, Libc.AT_SYMLINK_NOFOLLOW, Libc.STATX_BASIC_STATS, &status) != 0)
            {
                return false;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // glibc before 2.28, musl before 1.2.5.
            return false;
        }

        identity = new FileIdentity(((ulong)status.stx_dev_major << 32) | status.stx_dev_minor, status.stx_ino);
        mode = status.stx_mode;
        return true;
    }
}
