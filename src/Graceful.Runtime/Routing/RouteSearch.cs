using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Graceful.Routing;

/// <summary>One walk of the compiled route switch: what it looks for, and what it has found on its way. Used by generated code.</summary>
/// <remarks>
/// A capture is where the value of a parameter stands in the path, or nothing (0) when it has none. The walk leaves one for each
/// segment in which a parameter stands, in their order, and overwrites it when it has gone wrong and tries another way.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RouteSearch
{
    private readonly ReadOnlySpan<char> _wholePath;
    private readonly Span<long> _captures;

    /// <summary>Begins a search.</summary>
    /// <param name="path">The path of the request, decoded, from its first slash; empty for the root.</param>
    /// <param name="method">The HTTP method, whatever its case.</param>
    /// <param name="captures">Where captures are left: room for as many as the routes of the program can have.</param>
    public RouteSearch(ReadOnlySpan<char> path, string method, Span<long> captures)
        : this(path, RouteVerbNames.Parse(method), captures)
    {
    }

    internal RouteSearch(ReadOnlySpan<char> path, RouteVerbs verb, Span<long> captures)
    {
        // One slash at the end is ignored, except as part of what a catch-all takes.
        _wholePath = path;
        _captures = captures;
        Path = path.Length > 0 && path[^1] == '/' ? path[..^1] : path;
        Verb = verb;
    }

    /// <summary>The path without a slash at its end: empty for the root.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>The method of the request.</summary>
    public RouteVerbs Verb { get; }

    /// <summary>The verbs of the routes that would have matched, but for the verb.</summary>
    public RouteVerbs Allowed { get; set; }

    /// <summary>Where the segment that begins at a position ends: at the next slash, or with the path.</summary>
    /// <param name="start">Behind the slash.</param>
    /// <returns>The position behind its last character.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int EndOfSegment(int start)
    {
        var length = Path[start..].IndexOf('/');
        return length < 0 ? Path.Length : start + length;
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
    public readonly void CaptureRest(int index, int start) => Capture(index, start, _wholePath.Length);

    /// <summary>Keeps that there is no value.</summary>
    /// <param name="index">Which capture.</param>
    public readonly void CaptureNothing(int index) => _captures[index] = 0;

    /// <summary>The characters of a capture, as they stand in the path; empty when it has none.</summary>
    /// <param name="index">Which capture.</param>
    /// <returns>The characters.</returns>
    public readonly ReadOnlySpan<char> Captured(int index)
    {
        var capture = _captures[index];
        return _wholePath[(int)(capture >> 32)..(int)capture];
    }

    /// <summary>Where a capture begins, for what takes it apart.</summary>
    /// <param name="index">Which capture.</param>
    /// <returns>The position of its first character.</returns>
    public readonly int StartOf(int index) => (int)(_captures[index] >> 32);
}
