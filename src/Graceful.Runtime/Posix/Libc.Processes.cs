using System.Runtime.InteropServices;

namespace Graceful.Posix;

internal static unsafe partial class Libc
{
    internal const int WNOHANG = 1;
    internal const int WEXITED = 4;
    internal const int WNOWAIT = 0x01000000;
    internal const int P_PID = 1;

    /// <summary><c>siginfo_t</c> is 128 bytes on Linux (asm-generic/siginfo.h, SI_MAX_SIZE).</summary>
    internal const int SizeOfSigInfo = 128;

    internal const short POSIX_SPAWN_SETSIGDEF = 0x04;
    internal const short POSIX_SPAWN_SETSIGMASK = 0x08;

    /// <summary>Larger than any C library's <c>posix_spawnattr_t</c> (336 bytes in glibc and musl on 64 bits).</summary>
    internal const int SizeOfSpawnAttributes = 512;

    /// <summary>Larger than any C library's <c>posix_spawn_file_actions_t</c> (80 bytes in glibc and musl on 64 bits).</summary>
    internal const int SizeOfSpawnFileActions = 256;

    /// <summary><c>sigset_t</c> is 128 bytes in glibc and musl.</summary>
    internal const int SizeOfSigSet = 128;

    [LibraryImport(Library)]
    internal static partial int posix_spawn(int* pid, byte* path, byte* fileActions, byte* attributes, byte** argv, byte** envp);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_adddup2(byte* actions, int fd, int newfd);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_addchdir_np(byte* actions, byte* path);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* sigset);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setsigmask(byte* attributes, byte* sigset);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int sigemptyset(byte* sigset);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int sigaddset(byte* sigset, int signum);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int waitpid(int pid, int* wstatus, int options);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int waitid(int idtype, uint id, byte* infop, int options);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int kill(int pid, int sig);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint syscall(nint number, nint arg1, nint arg2);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint syscall(nint number, nint arg1, nint arg2, nint arg3, nint arg4);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int unsetenv(string name);

    /// <summary>The path that execve(2) was given, at an address of the process.</summary>
    internal const nuint AT_EXECFN = 31;

    [LibraryImport(Library)]
    internal static partial nuint getauxval(nuint type);

    /// <summary>The number of <c>pidfd_open</c>(2), the same on every architecture that .NET runs on; glibc has no wrapper before 2.36.</summary>
    internal const nint SYS_pidfd_open = 434;

    /// <summary>The number of <c>pidfd_send_signal</c>(2), the same on every architecture as well.</summary>
    internal const nint SYS_pidfd_send_signal = 424;
}
