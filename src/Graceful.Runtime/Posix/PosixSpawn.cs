using System.Runtime.InteropServices;
using Tmds.Linux;

namespace Graceful.Posix;

/// <summary>posix_spawn(3) and waitpid(2), which Tmds.LibC does not declare.</summary>
/// <remarks>The posix_spawn family returns the error number and does not set errno.</remarks>
internal static unsafe partial class PosixSpawn
{
    internal const int WNOHANG = 1;
    internal const int WEXITED = 4;
    internal const int WNOWAIT = 0x01000000;
    internal const int P_PID = 1;
    internal const short POSIX_SPAWN_SETPGROUP = 0x02;
    internal const short POSIX_SPAWN_SETSIGDEF = 0x04;
    internal const short POSIX_SPAWN_SETSIGMASK = 0x08;
    internal const short POSIX_SPAWN_SETSID = 0x80;

    /// <summary>Larger than <c>posix_spawnattr_t</c> of every C library (336 bytes in glibc and musl on 64 bits).</summary>
    internal const int SizeOfAttributes = 512;

    /// <summary>Larger than <c>posix_spawn_file_actions_t</c> of every C library (80 bytes in glibc and musl on 64 bits).</summary>
    internal const int SizeOfFileActions = 256;

    [LibraryImport("libc")]
    internal static partial int posix_spawn(int* pid, byte* path, byte* fileActions, byte* attributes, byte** argv, byte** envp);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_adddup2(byte* actions, int fd, int newfd);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_addclose(byte* actions, int fd);

    /// <remarks>glibc 2.29, musl 1.1.24; an older library has no such function (<see cref="EntryPointNotFoundException"/>).</remarks>
    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_addchdir_np(byte* actions, byte* path);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setsigdefault(byte* attributes, sigset_t* sigset);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setsigmask(byte* attributes, sigset_t* sigset);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setpgroup(byte* attributes, int pgroup);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitpid(int pid, int* wstatus, int options);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitid(int idtype, uint id, siginfo_t* infop, int options);
}
