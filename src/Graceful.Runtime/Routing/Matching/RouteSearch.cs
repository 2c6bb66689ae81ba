using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>One run of the compiled route switch: the path and verb to match, and the captures found. Used by generated code.</summary>
/// <remarks>
/// A capture is the range of a parameter's value in the path, or 0 when it has none. The switch writes one for each segment with a
/// parameter, in order, and overwrites it when it backtracks.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RouteSearch
{
    /// <summary>In longer paths the slashes are searched one by one.</summary>
    private const int LongestMarked = 63;

    private readonly Span<long> _captures;
    private readonly int _wholeLength;

    /// <summary>A bit for each slash and for the end of the path; 0 before <see cref="FindSlashes"/>.</summary>
    private ulong _slashes;

    /// <summary>Starts a search.</summary>
    /// <param name="path">The decoded path of the request from its first slash; empty for the root.</param>
    /// <param name="method">The HTTP method, in any case.</param>
    /// <param name="captures">Receives the captures: the maximum number of captures of a route.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RouteSearch(ReadOnlySpan<char> path, string method, Span<long> captures)
        : this(path, RouteVerbNames.Parse(method), captures)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal RouteSearch(ReadOnlySpan<char> path, RouteVerbs verb, Span<long> captures, HttpRequest? request = null)
    {
        // A trailing slash is ignored, except in the value of a catch-all.
        var length = path.Length;
        _captures = captures;
        _wholeLength = length;
        if (length > 0 && path[length - 1] == '/')
        {
            length--;
        }

        Path = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(path), length);
        Verb = verb;
        Request = request;
    }

    /// <summary>Gets the path without a trailing slash; empty for the root.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>Gets the method of the request.</summary>
    internal RouteVerbs Verb { get; }

    /// <summary>Gets the request, for routes with hosts. Without a request, such routes match every host.</summary>
    internal HttpRequest? Request { get; }

    /// <summary>Gets the verbs of the routes that match everything but the verb.</summary>
    public RouteVerbs Allowed { get; private set; }

    /// <summary>
    /// Finds every slash of the path. Called once, before <see cref="EndOfSegment"/> and <see cref="CaptureSegment"/>.
    /// </summary>
    /// <param name="captures">The number of captures that <see cref="CaptureSegment"/> may set.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for so many captures.</exception>
    /// <remarks>
    /// The characters are narrowed to bytes: extracting bits from a vector of bytes is one instruction on every x64 processor, and a
    /// native binary must run on all of them.
    /// </remarks>
    public void FindSlashes(int captures)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(captures, _captures.Length);
        var length = Path.Length;
        ref var path = ref Unsafe.As<char, short>(ref MemoryMarshal.GetReference(Path));
        var slashes = 1UL << length;
        if (length > LongestMarked)
        {
            return;
        }

        if (length >= 2 * Vector128<short>.Count)
        {
            var last = length - (2 * Vector128<short>.Count);
            for (var at = 0; at < last; at += 2 * Vector128<short>.Count)
            {
                slashes |= (ulong)Slashes(ref path, at, at + Vector128<short>.Count) << at;
            }

            slashes |= (ulong)Slashes(ref path, last, last + Vector128<short>.Count) << last;
        }
        else if (length >= Vector128<short>.Count)
        {
            // The first eight characters and the last eight, which may overlap.
            var last = length - Vector128<short>.Count;
            var both = Slashes(ref path, 0, last);
            slashes |= (both & byte.MaxValue) | ((ulong)(both >> Vector128<short>.Count) << last);
        }
        else
        {
            for (var at = 0; at < length; at++)
            {
                slashes |= (Unsafe.Add(ref path, at) == '/' ? 1UL : 0) << at;
            }
        }

        _slashes = slashes;
    }

    /// <summary>Returns the end of the segment that starts at a position: the next slash or the end of the path.</summary>
    /// <param name="start">The position after a slash, within the path.</param>
    /// <returns>The position after the last character of the segment.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int EndOfSegment(int start)
    {
        var ahead = _slashes >> start;
        return ahead != 0 ? start + BitOperations.TrailingZeroCount(ahead) : SearchEndOfSegment(start);
    }

    /// <summary>Sets a capture.</summary>
    /// <param name="index">The index of the capture.</param>
    /// <param name="start">The first character.</param>
    /// <param name="end">The position after the last character.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Capture(int index, int start, int end) => _captures[index] = ((long)start << 32) | (uint)end;

    /// <summary>Sets the capture of a whole segment, without a check of the index.</summary>
    /// <param name="index">The index of the capture, less than the number passed to <see cref="FindSlashes"/>.</param>
    /// <param name="start">The first character.</param>
    /// <param name="end">The position after the last character.</param>
    /// <remarks>The check cost 0.9 of 15 ns for each path of the GitHub table (bench/Routing); FindSlashes checks once.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CaptureSegment(int index, int start, int end) =>
        Unsafe.Add(ref MemoryMarshal.GetReference(_captures), index) = ((long)start << 32) | (uint)end;

    /// <summary>Sets the capture of a catch-all to the rest of the path, with its trailing slash.</summary>
    /// <param name="index">The index of the capture.</param>
    /// <param name="start">The first character.</param>
    public readonly void CaptureRest(int index, int start) => Capture(index, start, _wholeLength);

    /// <summary>Clears a capture: the parameter has no value.</summary>
    /// <param name="index">The index of the capture.</param>
    public readonly void CaptureNothing(int index) => _captures[index] = 0;

    /// <summary>Checks the host of the request against a route.</summary>
    /// <param name="route">The route.</param>
    /// <returns>True when the route has no hosts, or has the host of the request.</returns>
    public readonly bool IsForHostOf(ActionRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.Hosts is not { } hosts || Request is not { } request || hosts.Contain(request);
    }

    /// <summary>Checks the method of the request. The verbs of a route with other methods are added to <see cref="Allowed"/>.</summary>
    /// <param name="verbs">The verbs of the route. GET includes HEAD (https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2).</param>
    /// <returns>True when the route accepts the method.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(RouteVerbs verbs)
    {
        // A constant once inlined.
        var answered = (verbs & RouteVerbs.Get) != 0 ? verbs | RouteVerbs.Head : verbs;
        if ((Verb & answered) != 0)
        {
            return true;
        }

        Allowed |= answered;
        return false;
    }

    /// <summary>Returns the characters of a capture as they are in the path; empty when it has none.</summary>
    /// <param name="index">The index of the capture.</param>
    /// <returns>The characters.</returns>
    public readonly ReadOnlySpan<char> Captured(int index)
    {
        // A catch-all includes the trailing slash, which Path does not.
        var whole = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(Path), _wholeLength);
        var capture = _captures[index];
        return whole[(int)(capture >> 32)..(int)capture];
    }

    /// <summary>Returns the start of a capture, for complex segments.</summary>
    /// <param name="index">The index of the capture.</param>
    /// <returns>The position of its first character.</returns>
    public readonly int StartOf(int index) => (int)(_captures[index] >> 32);

    /// <summary>Returns the slashes among two times eight characters, the first in the lowest bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Slashes(ref short path, int first, int second)
    {
        var slash = Vector128.Create((short)'/');
        var left = Vector128.Equals(Vector128.LoadUnsafe(ref path, (nuint)first), slash);
        var right = Vector128.Equals(Vector128.LoadUnsafe(ref path, (nuint)second), slash);

        // All bits of an element are equal, so that saturation does not change it. Narrow masks them first, twice.
        var both = Sse2.IsSupported ? Sse2.PackSignedSaturate(left, right) : Vector128.Narrow(left, right);
        return both.ExtractMostSignificantBits();
    }

    private readonly int SearchEndOfSegment(int start)
    {
        var length = Path[start..].IndexOf('/');
        return length < 0 ? Path.Length : start + length;
    }
}
