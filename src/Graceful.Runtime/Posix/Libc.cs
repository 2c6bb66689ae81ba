using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>
/// The C library, under its own names. The declarations are grouped by subject over the files <c>Libc.*.cs</c>; nothing
/// outside this folder calls a native function in any other way.
/// </summary>
/// <remarks>
/// A call reports failure as the man page says (usually −1) and leaves the reason in
/// <see cref="Marshal.GetLastPInvokeError"/>; <see cref="PosixException"/> turns that into an exception.
/// </remarks>
internal static partial class Libc
{
    private const string Library = "libc";
}
