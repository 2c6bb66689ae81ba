using System.Runtime.InteropServices;

namespace Graceful.Posix;

internal static unsafe partial class Libc
{
    internal const int SA_SIGINFO = 0x4;
    internal const int SA_ONSTACK = 0x08000000;
    internal const int SA_RESTART = 0x10000000;

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int sigaction(int signum, SigAction* act, SigAction* oldact);

    /// <summary><c>struct sigaction</c> of glibc and musl on 64 bits (x86-64, arm64, riscv64).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SigAction
    {
        internal nint sa_handler;
        internal fixed byte sa_mask[SizeOfSigSet];
        internal int sa_flags;
        internal nint sa_restorer;
    }
}
