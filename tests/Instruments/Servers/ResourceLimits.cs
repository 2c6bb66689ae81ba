using System.ComponentModel;
using System.Runtime.InteropServices;
using Instruments.Posix;

namespace Instruments.Servers;

/// <summary>The limits of a running process (prlimit(2)).</summary>
internal static unsafe class ResourceLimits
{
    internal static Libc.ResourceLimit Get(int pid, int resource)
    {
        Libc.ResourceLimit limit;
        Check(Libc.prlimit(pid, resource, null, &limit), pid);
        return limit;
    }

    internal static void Set(int pid, int resource, Libc.ResourceLimit limit) => Check(Libc.prlimit(pid, resource, &limit, null), pid);

    /// <summary>Returns the RLIMIT_NOFILE with which the process can open this many more descriptors.</summary>
    internal static ulong DescriptorsWithFree(int pid, int free)
    {
        HashSet<int> open = [.. ProcFs.Descriptors(pid)];
        int limit = 0;
        for (int left = free; left > 0 || open.Contains(limit); limit++)
        {
            left -= open.Contains(limit) ? 0 : 1;
        }

        return (ulong)limit;
    }

    private static void Check(int result, int pid)
    {
        if (result != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"prlimit of process {pid}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }
}
