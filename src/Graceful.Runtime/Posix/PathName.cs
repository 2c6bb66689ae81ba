using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>
/// A path as bytes, which need not be UTF-8. System.IO decodes paths, and cannot open a file whose name does not survive that.
/// </summary>
internal sealed unsafe partial class PathName : IEquatable<PathName>
{
    private const int PATH_MAX = 4096;
    private const nuint AT_EXECFN = 31;

    private readonly byte[] _terminated;

    internal PathName(ReadOnlySpan<byte> bytes) => _terminated = [.. bytes, 0];

    internal PathName(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>Gets the bytes with a zero after them, as the C library takes a path.</summary>
    internal ReadOnlySpan<byte> Terminated => _terminated;

    internal ReadOnlySpan<byte> Bytes => _terminated.AsSpan()[..^1];

    /// <summary>True when this process may execute the file, or enter the directory.</summary>
    internal bool IsExecutable
    {
        get
        {
            fixed (byte* path = _terminated)
            {
                return access(path, X_OK) == 0;
            }
        }
    }

    /// <summary>
    /// Returns the path that execve(2) was given for this program (AT_EXECFN, getauxval(3)), relative to the working directory then;
    /// <see langword="null"/> when the kernel passed none.
    /// </summary>
    internal static PathName? OfThisProgram() =>
        getauxval(AT_EXECFN) is var given && given != 0 ? Of((byte*)given) : null;

    /// <summary>Returns the path without symbolic links; <see langword="null"/> when no file exists there.</summary>
    internal PathName? Resolve()
    {
        var resolved = stackalloc byte[PATH_MAX];
        fixed (byte* path = _terminated)
        {
            return realpath(path, resolved) == null ? null : Of(resolved);
        }
    }

    /// <summary>Returns the content of a symbolic link; <see langword="null"/> when there is none.</summary>
    internal PathName? ReadLink()
    {
        var target = stackalloc byte[PATH_MAX];
        fixed (byte* path = _terminated)
        {
            var length = (int)readlink(path, target, PATH_MAX);
            return length < 0 ? null : new PathName(new ReadOnlySpan<byte>(target, length));
        }
    }

    /// <summary>Removes the file; false when there is none or it may not be removed.</summary>
    internal bool TryUnlink()
    {
        fixed (byte* path = _terminated)
        {
            return unlink(path) == 0;
        }
    }

    /// <summary>Returns the path relative to a directory. An absolute path is returned unchanged.</summary>
    internal PathName From(PathName directory) => Bytes is [(byte)'/', ..] ? this : new PathName([.. directory.Bytes, (byte)'/', .. Bytes]);

    public bool Equals(PathName? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as PathName);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Returns the path as text for messages; bytes that are not UTF-8 are replaced.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);

    [LibraryImport("libc", SetLastError = true)]
    private static partial byte* realpath(byte* path, byte* resolved);

    [LibraryImport("libc")]
    private static partial nuint getauxval(nuint type);

    private static PathName Of(byte* terminated) => new(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(terminated));
}
