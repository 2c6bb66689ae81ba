using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>One walk of the compiled route switch: what it looks for, and what it has found on its way. Used by generated code.</summary>
/// <remarks>
/// A capture is where the value of a parameter stands in the path, or nothing (0) when it has none. The walk leaves one for each
/// segment in which a parameter stands, in their order, and overwrites it when it has gone wrong and tries another way.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RouteSearch
{
    /// <summary>Of longer paths the slashes are looked for one by one.</summary>
    private const int LongestMarked = 63;

    private readonly Span<long> _captures;
    private readonly int _wholeLength;

    /// <summary>A bit for each slash, and one where the path ends; none when they have not been looked for.</summary>
    private ulong _slashes;

    /// <summary>Begins a search.</summary>
    /// <param name="path">The path of the request, decoded, from its first slash; empty for the root.</param>
    /// <param name="method">The HTTP method, whatever its case.</param>
    /// <param name="captures">Where captures are left: room for as many as the routes of the program can have.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RouteSearch(ReadOnlySpan<char> path, string method, Span<long> captures)
        : this(path, RouteVerbNames.Parse(method), captures)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal RouteSearch(ReadOnlySpan<char> path, RouteVerbs verb, Span<long> captures)
    {
        // One slash at the end is ignored, except as part of what a catch-all takes.
        _captures = captures;
        _wholeLength = path.Length;
        Path = path is [.., '/'] ? path[..^1] : path;
        Verb = verb;
    }

    /// <summary>The path without a slash at its end: empty for the root.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>The method of the request.</summary>
    internal RouteVerbs Verb { get; }

    /// <summary>The request, for routes that answer some hosts only; without one, a walk takes them for routes that answer all.</summary>
    internal HttpRequest? Request { get; init; }

    /// <summary>The verbs of the routes that would have matched, but for the verb.</summary>
    public RouteVerbs Allowed { get; private set; }

    /// <summary>Marks every slash of the path, once, before the ends of segments are asked for.</summary>
    /// <remarks>
    /// A vector of bytes and not one of characters, since only that has an instruction which makes bits of it on every x64
    /// processor: a native binary must run on all of them.
    /// </remarks>
    public void FindSlashes()
    {
        var length = Path.Length;
        ref var path = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(Path));
        var slashes = 1UL << length;
        if (length > LongestMarked)
        {
            return;
        }

        if (length >= 2 * Vector128<ushort>.Count)
        {
            var last = length - (2 * Vector128<ushort>.Count);
            for (var at = 0; at < last; at += 2 * Vector128<ushort>.Count)
            {
                slashes |= (ulong)Slashes(ref path, at, at + Vector128<ushort>.Count) << at;
            }

            slashes |= (ulong)Slashes(ref path, last, last + Vector128<ushort>.Count) << last;
        }
        else if (length >= Vector128<ushort>.Count)
        {
            // The first eight characters and the last eight, some of them in both.
            var last = length - Vector128<ushort>.Count;
            var both = Slashes(ref path, 0, last);
            slashes |= (both & byte.MaxValue) | ((ulong)(both >> Vector128<ushort>.Count) << last);
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

    /// <summary>Where the segment that begins at a position ends: at the next slash, or with the path.</summary>
    /// <param name="start">Behind the slash; not behind the end of the path.</param>
    /// <returns>The position behind its last character.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int EndOfSegment(int start)
    {
        var ahead = _slashes >> start;
        return ahead != 0 ? start + BitOperations.TrailingZeroCount(ahead) : SearchEndOfSegment(start);
    }

    /// <summary>Keeps where a value stands.</summary>
    /// <param name="index">Which capture.</param>
    /// <param name="start">Its first character.</param>
    /// <param name="end">Behind its last character.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Capture(int index, int start, int end) => _captures[index] = ((long)start << 32) | (uint)end;

    /// <summary>Keeps all that is left of the path, the slash at its end included, for a catch-all.</summary>
    /// <param name="index">Which capture.</param>
    /// <param name="start">Its first character.</param>
    public readonly void CaptureRest(int index, int start) => Capture(index, start, _wholeLength);

    /// <summary>Keeps that there is no value.</summary>
    /// <param name="index">Which capture.</param>
    public readonly void CaptureNothing(int index) => _captures[index] = 0;

    /// <summary>Whether a route answers the host of the request.</summary>
    /// <param name="route">The route, which says for which hosts it is.</param>
    /// <returns>Whether it does.</returns>
    public readonly bool IsForHostOf(ActionRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.Hosts is not { } hosts || Request is not { } request || hosts.Contain(request);
    }

    /// <summary>Whether a route answers the method of the request; what it would answer is kept for the 405 that may become of the search.</summary>
    /// <param name="verbs">What the route names. One that answers GET answers HEAD too (https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2).</param>
    /// <returns>Whether it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(RouteVerbs verbs)
    {
        // Of a constant: inlined, nothing of it is left.
        var answered = (verbs & RouteVerbs.Get) != 0 ? verbs | RouteVerbs.Head : verbs;
        if ((Verb & answered) != 0)
        {
            return true;
        }

        Allowed |= answered;
        return false;
    }

    /// <summary>The characters of a capture, as they stand in the path; empty when it has none.</summary>
    /// <param name="index">Which capture.</param>
    /// <returns>The characters.</returns>
    public readonly ReadOnlySpan<char> Captured(int index)
    {
        // The slash at the end, which only a catch-all takes, is behind what Path shows.
        var whole = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(Path), _wholeLength);
        var capture = _captures[index];
        return whole[(int)(capture >> 32)..(int)capture];
    }

    /// <summary>Where a capture begins, for what takes it apart.</summary>
    /// <param name="index">Which capture.</param>
    /// <returns>The position of its first character.</returns>
    public readonly int StartOf(int index) => (int)(_captures[index] >> 32);

    /// <summary>The slashes among two times eight characters, the first of them in the lowest bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Slashes(ref ushort path, int first, int second)
    {
        var slash = Vector128.Create((ushort)'/');
        return Vector128.Narrow(
            Vector128.Equals(Vector128.LoadUnsafe(ref path, (nuint)first), slash),
            Vector128.Equals(Vector128.LoadUnsafe(ref path, (nuint)second), slash)).ExtractMostSignificantBits();
    }

    private readonly int SearchEndOfSegment(int start)
    {
        var length = Path[start..].IndexOf('/');
        return length < 0 ? Path.Length : start + length;
    }
}
