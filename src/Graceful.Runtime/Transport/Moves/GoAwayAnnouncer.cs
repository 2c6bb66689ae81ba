using System.Buffers;
using System.Diagnostics;

namespace Graceful.Transport;

/// <summary>Sends GOAWAY, which announces the end of an HTTP/2 connection, so that no request is lost.</summary>
/// <remarks>
/// GOAWAY with the highest stream number makes the client open no more streams (RFC 9113, 6.8); streams that it opens before it has read
/// the frame are still answered. Kestrel sends GOAWAY only while a stream is open, and closes with the last one (Http2Connection.cs,
/// UpdateConnectionState): on an idle connection, GOAWAY and the end would coincide, and a request that crosses them would be lost. So the
/// frame comes from here, and Kestrel closes later.
/// </remarks>
internal sealed class GoAwayAnnouncer
{
    /// <summary>The time for the client to react, beyond the network's.</summary>
    private static readonly TimeSpan Reaction = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestLead = TimeSpan.FromSeconds(1);

    /// <summary>A frame of 8 bytes, of type 7, on stream 0: the highest stream number, and NO_ERROR.</summary>
    private static readonly ReadOnlyMemory<byte> Frame = new byte[] { 0, 0, 8, 7, 0, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0 };

    private int _isSent;
    private long _sentAt;

    /// <summary>
    /// Sends the frame, once. The send loop calls it between two frames of Kestrel. Under TLS or other middleware the frame goes through
    /// the writer above the middleware; otherwise it is the next thing that the send loop sends.
    /// </summary>
    /// <remarks>The time is taken here: bytes that were sent before may be slow, and the client cannot know of the end earlier.</remarks>
    /// <returns>True when <paramref name="next"/> has been set to the frame.</returns>
    internal bool TrySend(long now, bool isWrapped, FrameInsertingWriter? wrapper, ref ReadOnlySequence<byte> next)
    {
        if (Volatile.Read(ref _isSent) == 1 || Interlocked.Exchange(ref _isSent, 1) == 1)
        {
            return false;
        }

        Volatile.Write(ref _sentAt, now);
        if (isWrapped)
        {
            wrapper?.Insert(Frame);
            return false;
        }

        next = new ReadOnlySequence<byte>(Frame);
        return true;
    }

    /// <summary>True when the client has had the time to read the frame and to react.</summary>
    internal bool IsLeadOver(long now, TimeSpan roundTrip)
    {
        var sentAt = Volatile.Read(ref _sentAt);
        return sentAt != 0 && Stopwatch.GetElapsedTime(sentAt, now) >= Lead(roundTrip);
    }

    /// <summary>Twice the round-trip time, since networks vary, and the time to react.</summary>
    internal static TimeSpan Lead(TimeSpan roundTrip)
    {
        var lead = (2 * roundTrip) + Reaction;
        return lead < LongestLead ? lead : LongestLead;
    }
}
