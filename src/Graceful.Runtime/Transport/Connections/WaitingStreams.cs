using System.Diagnostics;

namespace Graceful.Transport;

/// <summary>The streams of an HTTP/2 connection whose handlers have not completed at once, for the report at the end of a drain.</summary>
/// <remarks>The others are not recorded: they seldom keep a connection open, and would take a lock twice for each request.</remarks>
internal sealed class WaitingStreams
{
    private const int InitialCapacity = 8;

    private readonly Lock _lock = new();
    private Stream[] _streams = new Stream[InitialCapacity];

    // The first place of a stream that has ended, whose NextFree is the next one; -1 at the end.
    private int _free = -1;
    private int _used;

    /// <summary>Adds a stream.</summary>
    /// <returns>Its place, for <see cref="Remove"/>.</returns>
    internal int Add(string method, string? path)
    {
        lock (_lock)
        {
            var place = _free;
            if (place >= 0)
            {
                _free = _streams[place].NextFree;
            }
            else
            {
                place = _used++;
                if (place == _streams.Length)
                {
                    Array.Resize(ref _streams, 2 * place);
                }
            }

            _streams[place] = new Stream(method, path, Stopwatch.GetTimestamp(), NextFree: -1);
            return place;
        }
    }

    /// <summary>Removes a stream.</summary>
    /// <param name="place">The value that <see cref="Add"/> has returned.</param>
    internal void Remove(int place)
    {
        lock (_lock)
        {
            _streams[place] = new Stream(null, null, 0, NextFree: _free);
            _free = place;
        }
    }

    /// <summary>Returns the stream that has been open for the longest time; null when none is open.</summary>
    internal (string Request, long BegunAt)? Oldest()
    {
        lock (_lock)
        {
            Stream[] open = [.. _streams[.._used].Where(stream => stream.Method is not null)];
            if (open.Length == 0)
            {
                return null;
            }

            var oldest = open.MinBy(stream => stream.BegunAt);
            return ($"{oldest.Method} {oldest.Path}", oldest.BegunAt);
        }
    }

    private readonly record struct Stream(string? Method, string? Path, long BegunAt, int NextFree);
}
