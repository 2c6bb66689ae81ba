using System.Runtime.InteropServices;
using Tmds.Linux;

namespace Graceful.Posix;

/// <summary>CLOCK_MONOTONIC (clock_gettime(2)), which other processes on the machine share.</summary>
internal static unsafe partial class MonotonicClock
{
    private const int CLOCK_MONOTONIC = 1;

    /// <summary>Gets the clock's time in microseconds, the unit of the sd_notify protocol.</summary>
    internal static long Microseconds
    {
        get
        {
            timespec now;
            PosixException.Check(clock_gettime(CLOCK_MONOTONIC, &now), "clock_gettime(CLOCK_MONOTONIC)");
            return ((long)now.tv_sec * 1_000_000) + ((long)now.tv_nsec / 1000);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int clock_gettime(int clockid, timespec* tp);
}
