using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Graceful.Routing;

/// <summary>Compares paths with the literals of routes, without regard to case. Used by generated code.</summary>
/// <remarks>
/// A literal is a constant of at least eight characters from U+0020 to U+007A, in lower case: inlined, all that depends on it
/// alone is decided when the caller is compiled, and what is left is a few instructions. The path is made bytes of, sixteen
/// characters at once, since with vectors of 128 bits, all that a native binary for every x64 processor may use, this takes half
/// the instructions of the comparison that the JIT itself unrolls for <see cref="StringComparison.OrdinalIgnoreCase"/>
/// (dotnet/runtime, src/coreclr/jit/importervectorization.cpp).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RouteText
{
    /// <summary>What lies behind it in ASCII and is allowed are the letters.</summary>
    private const sbyte LastBeforeLetters = (sbyte)'`';

    private const byte CaseBit = 0x20;
    private const uint All = 0xFFFF;

    /// <summary>Whether a path is a literal.</summary>
    /// <param name="path">The path.</param>
    /// <param name="literal">At least eight characters from U+0020 to U+007A, in lower case.</param>
    /// <returns>Whether the two are the same but for the case of letters.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EqualsIgnoreCase(this ReadOnlySpan<char> path, ReadOnlySpan<byte> literal) =>
        path.Length == literal.Length && StartsWith(ref MemoryMarshal.GetReference(path), literal);

    /// <summary>Whether a path begins with a literal.</summary>
    /// <param name="path">The path.</param>
    /// <param name="literal">At least eight characters from U+0020 to U+007A, in lower case.</param>
    /// <returns>Whether the beginning of the path is the same but for the case of letters.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool StartsWithIgnoreCase(this ReadOnlySpan<char> path, ReadOnlySpan<byte> literal) =>
        path.Length >= literal.Length && StartsWith(ref MemoryMarshal.GetReference(path), literal);

    /// <summary>Sixteen characters at once, the last sixteen whether or not some of them have been compared before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool StartsWith(ref char path, ReadOnlySpan<byte> literal)
    {
        ref var first = ref MemoryMarshal.GetReference(literal);
        if (literal.Length < Vector128<byte>.Count)
        {
            // The first eight and the last eight.
            var last = literal.Length - sizeof(ulong);
            var both = Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref first), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, last))).AsByte();
            return Same(ref path, 0, last, both).ExtractMostSignificantBits() == All;
        }

        var same = Same(ref path, 0, Vector128.LoadUnsafe(ref first));
        if (literal.Length > 2 * Vector128<byte>.Count)
        {
            for (var at = Vector128<byte>.Count; at < literal.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
            {
                same &= Same(ref path, at, Vector128.LoadUnsafe(ref first, (nuint)at));
            }
        }

        if (literal.Length > Vector128<byte>.Count)
        {
            var last = literal.Length - Vector128<byte>.Count;
            same &= Same(ref path, last, Vector128.LoadUnsafe(ref first, (nuint)last));
        }

        return same.ExtractMostSignificantBits() == All;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Same(ref char path, int at, Vector128<byte> literal) => Same(ref path, at, at + Vector128<ushort>.Count, literal);

    /// <summary>Compares two times eight characters. Those that are not ASCII become bytes that are not, and equal none of the literal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Same(ref char path, int first, int second, Vector128<byte> literal)
    {
        ref var characters = ref Unsafe.As<char, ushort>(ref path);
        var bytes = Narrow(Vector128.LoadUnsafe(ref characters, (nuint)first), Vector128.LoadUnsafe(ref characters, (nuint)second));
        var letters = Vector128.GreaterThan(literal.AsSByte(), Vector128.Create(LastBeforeLetters)).AsByte();
        return Vector128.Equals(bytes | (letters & Vector128.Create(CaseBit)), literal);
    }

    /// <summary>What is larger than a byte becomes 255; on x64, where it is one instruction, from U+8000 on 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Narrow(Vector128<ushort> first, Vector128<ushort> second)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.PackUnsignedSaturate(first.AsInt16(), second.AsInt16());
        }

        var largest = Vector128.Create((ushort)byte.MaxValue);
        return Vector128.Narrow(Vector128.Min(first, largest), Vector128.Min(second, largest));
    }
}
