using System.Runtime.InteropServices;

namespace Graceful.Posix;

internal static unsafe partial class Libc
{
    internal const int CLOCK_MONOTONIC = 1;

    /// <summary>Of 64-bit systems, which are all that .NET runs on where this is used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        internal nint tv_sec;
        internal nint tv_nsec;
    }

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int clock_gettime(int clockid, TimeSpec* tp);
}
