using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Graceful.Routing;

/// <summary>Compares a path with ASCII text of a template, in any case. Used by generated code.</summary>
/// <remarks>
/// Inlined with a constant, only the instructions for its length are left. Text that is not ASCII has other pairs of upper and lower
/// case: <see cref="MemoryExtensions.Equals(ReadOnlySpan{char}, ReadOnlySpan{char}, StringComparison)"/> compares it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RouteText
{
    /// <summary>
    /// The JIT unrolls comparisons with constants up to this length, even with vectors of 128 bits only, as in a native binary for
    /// all x64 processors (dotnet/runtime, src/coreclr/jit/importervectorization.cpp).
    /// </summary>
    private const int LongestUnrolled = 16;

    /// <summary>The bit that differs between both cases of an ASCII letter.</summary>
    private const ushort CaseBit = 0x20;

    /// <summary>Compares a whole text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="literal">The constant, of ASCII characters.</param>
    /// <returns>True when both are the same in any case.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(ReadOnlySpan<char> text, string literal)
    {
        ArgumentNullException.ThrowIfNull(literal);
        return literal.Length <= LongestUnrolled
            ? text.Equals(literal, StringComparison.OrdinalIgnoreCase)
            : text.Length == literal.Length && BeginsWithLong(text, literal);
    }

    /// <summary>Compares the beginning of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="literal">The constant, of ASCII characters.</param>
    /// <returns>True when its first characters are the constant in any case.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Begins(ReadOnlySpan<char> text, string literal)
    {
        ArgumentNullException.ThrowIfNull(literal);
        return literal.Length <= LongestUnrolled
            ? text.StartsWith(literal, StringComparison.OrdinalIgnoreCase)
            : text.Length >= literal.Length && BeginsWithLong(text, literal);
    }

    /// <summary>
    /// Compares exactly first: most paths are equal. A difference in another bit than that of a letter's case ends the comparison. A call
    /// decides the rest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool BeginsWithLong(ReadOnlySpan<char> text, string literal)
    {
        ref var left = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref var right = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in literal.GetPinnableReference()));

        // The vectors of the end overlap those before them.
        var difference = Difference(ref left, ref right, 0) | Difference(ref left, ref right, 8)
            | Difference(ref left, ref right, literal.Length - 8);
        if (literal.Length > 24)
        {
            difference |= Difference(ref left, ref right, literal.Length - 16);
        }

        if (literal.Length > 32)
        {
            for (var at = 16; at < literal.Length - 16; at += 8)
            {
                difference |= Difference(ref left, ref right, at);
            }
        }

        return difference == Vector128<ushort>.Zero
            || (Vector128.AndNot(difference, Vector128.Create(CaseBit)) == Vector128<ushort>.Zero && BeginsInAnyCase(text, literal));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Difference(ref ushort left, ref ushort right, int at) =>
        Vector128.LoadUnsafe(ref left, (nuint)at) ^ Vector128.LoadUnsafe(ref right, (nuint)at);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool BeginsInAnyCase(ReadOnlySpan<char> text, string literal) =>
        text.StartsWith(literal, StringComparison.OrdinalIgnoreCase);
}
