using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The device and inode number of a file. They identify it when its path has changed or leads to another file.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    // asm/unistd.h
    private static readonly int SYS_statx = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 332,
        Architecture.Arm => 397,
        _ => 291,
    };

    /// <summary>
    /// Returns the identity of the file at a path, without following a symbolic link; <see langword="null"/> when there is none or it
    /// cannot be read.
    /// </summary>
    internal static FileIdentity? Of(string path) => TryStat(path, out var identity, out _) ? identity : null;

    /// <summary>Returns the same as <see cref="Of(string)"/> when the file is a socket.</summary>
    internal static FileIdentity? OfSocket(string path) =>
        TryStat(path, out var identity, out var mode) && (mode & S_IFMT) == S_IFSOCK ? identity : null;

    /// <summary>True when the path is a device, a socket or a directory: no file that a program may replace.</summary>
    internal static bool IsSpecial(string path) =>
        TryStat(path, out _, out var mode) && ((mode & S_IFMT) == S_IFCHR || (mode & S_IFMT) == S_IFBLK
            || (mode & S_IFMT) == S_IFSOCK || (mode & S_IFMT) == S_IFDIR);

    /// <summary>Gets the identity of the program that this process runs; <see langword="null"/> when it cannot be read.</summary>
    internal static FileIdentity? OfThisProgram => FileVersion.Of(new PathName("/proc/self/exe"))?.File;

    /// <summary>Returns the identity of the file that a descriptor refers to, also of one that was opened with O_PATH.</summary>
    internal static FileIdentity? Of(int fd) => TryStat(fd, "", AT_EMPTY_PATH, out var identity, out _) ? identity : null;

    internal static FileIdentity Of(in statx status) =>
        new(((ulong)status.stx_dev_major << 32) | status.stx_dev_minor, status.stx_ino);

    /// <summary>Calls statx(2); false when there is no such file or it cannot be read.</summary>
    /// <remarks>By number: the C library has had the function since glibc 2.28 and musl 1.2.5 only.</remarks>
    internal static unsafe bool TryStat(int directory, PathName path, int flags, out statx status)
    {
        status = default;
        fixed (byte* name = path.Terminated)
        fixed (statx* result = &status)
        {
            // Unlike struct stat, struct statx has the same layout on every architecture.
            return (int)syscall(SYS_statx, directory, name, flags, STATX_BASIC_STATS, result) == 0;
        }
    }

    private static bool TryStat(string path, out FileIdentity identity, out mode_t mode) =>
        TryStat(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, out identity, out mode);

    private static bool TryStat(int directory, string path, int flags, out FileIdentity identity, out mode_t mode)
    {
        var exists = TryStat(directory, new PathName(path), flags, out var status);
        (identity, mode) = exists ? (Of(status), status.stx_mode) : (default, default);
        return exists;
    }
}
