using System.Diagnostics;

namespace Graceful.Transport;

/// <summary>
/// Decides when an idle connection that cannot move has had its time for one more request, which would announce the close. Timestamps are
/// those of <see cref="Stopwatch"/>.
/// </summary>
/// <remarks>
/// The time begins with the drain, or when the last response that announced nothing ended. A connection that has never made a request (a
/// handshake, a preface, half a head) is not idle: it is closed only after a whole period without a byte.
/// </remarks>
internal struct LingerClock
{
    private const long Never = -1;

    // Written by Kestrel's thread.
    private long _quietSince;
    private long _firstEndInDrain;

    // Written by the lifecycle's thread.
    private long _overFor;
    private long _receivedAtSweep;
    private long _silentAfter;

    /// <param name="quietSince">The time at which the connection was accepted, in a drain; otherwise zero.</param>
    internal LingerClock(long quietSince)
    {
        _quietSince = quietSince;
        _overFor = _receivedAtSweep = _silentAfter = Never;
    }

    /// <summary>True when the time is over, and no response has ended since then.</summary>
    internal readonly bool IsOver => Volatile.Read(in _overFor) == Volatile.Read(in _quietSince);

    /// <summary>True when an opening connection has not sent a byte for a whole period.</summary>
    internal readonly bool IsSilent(long received) => Volatile.Read(in _silentAfter) == received;

    /// <summary>Records the end of a response in a drain: the client gets the whole time again.</summary>
    internal void ResponseEnded(long now)
    {
        if (_firstEndInDrain == 0)
        {
            _firstEndInDrain = now;
        }

        Volatile.Write(ref _quietSince, now);
    }

    /// <summary>
    /// True when a request that begins now comes later than <paramref name="linger"/> after the first response of the drain. Its client
    /// always has the next request under way, so that the connection never reaches a request boundary.
    /// </summary>
    internal readonly bool IsPipeliningEndless(long now, TimeSpan linger) =>
        _firstEndInDrain != 0 && Stopwatch.GetElapsedTime(_firstEndInDrain, now) >= linger;

    /// <summary>Checks the time. Called again and again during a drain.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="drainBegan">The time at which the drain began.</param>
    /// <param name="linger">The time that idle connections get.</param>
    /// <param name="received">The number of bytes received by a connection without a request; null after its first request.</param>
    internal void Sweep(long now, long drainBegan, TimeSpan linger, long? received)
    {
        if (received is { } bytes)
        {
            if (bytes == _receivedAtSweep)
            {
                Volatile.Write(ref _silentAfter, bytes);
            }

            _receivedAtSweep = bytes;
        }

        var quietSince = Volatile.Read(ref _quietSince);
        if (Stopwatch.GetElapsedTime(Math.Max(quietSince, drainBegan), now) >= linger)
        {
            Volatile.Write(ref _overFor, quietSince);
        }
    }

    /// <summary>Starts anew: the drain was taken back.</summary>
    internal void Reset()
    {
        _firstEndInDrain = 0;
        _receivedAtSweep = Never;
        Volatile.Write(ref _silentAfter, Never);
        Volatile.Write(ref _overFor, Never);
    }
}
