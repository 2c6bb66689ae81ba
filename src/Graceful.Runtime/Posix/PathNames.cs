using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>What the kernel makes of a path.</summary>
internal static unsafe class PathNames
{
    /// <summary>The path without symbolic links, or <see langword="null"/> when nothing is there.</summary>
    internal static string? Resolve(string path)
    {
        var resolved = stackalloc byte[Libc.PathMax];
        return Libc.realpath(path, resolved) == null ? null : Marshal.PtrToStringUTF8((nint)resolved);
    }

    internal static bool IsExecutable(string path) => Libc.access(path, Libc.X_OK) == 0;
}
