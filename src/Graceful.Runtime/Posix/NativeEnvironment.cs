using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>The environment of the C library (environ(7)).</summary>
internal static unsafe class NativeEnvironment
{
    /// <summary>Returns a copy of each <c>NAME=value</c>, as bytes.</summary>
    internal static List<byte[]> Copy()
    {
        var entries = new List<byte[]>();
        var environ = *(byte***)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ");
        for (var entry = environ; entry != null && *entry != null; entry++)
        {
            entries.Add(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*entry).ToArray());
        }

        return entries;
    }
}
