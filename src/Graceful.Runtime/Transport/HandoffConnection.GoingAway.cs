using System.Buffers;
using System.Diagnostics;
using Graceful.Posix;

namespace Graceful.Transport;

// How an HTTP/2 connection ends without losing a request: GOAWAY with the highest stream number tells the client to open no more
// (RFC 9113, 6.8), and whatever it opens until it has heard of it is still answered. Kestrel says that only while a stream is
// open, and closes with the last one (Http2Connection.cs, UpdateConnectionState): on an idle connection, GOAWAY and the end are one,
// and a request that crosses them is lost. So the frame comes from here, and Kestrel is told later.
internal sealed partial class HandoffConnection
{
    /// <summary>For the client to act upon it, beyond the time that the network takes.</summary>
    private static readonly TimeSpan Reaction = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestLead = TimeSpan.FromSeconds(1);

    /// <summary>A frame of 8 bytes, of type 7, on stream 0: the highest stream number, and NO_ERROR.</summary>
    private static readonly byte[] GoAway = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];

    private FrameInsertingWriter? _frames;
    private volatile bool _goAwayIsDue;
    private bool _goAwayIsWanted;

    /// <summary>
    /// When the client was told. What is sent before may take its time: until then the client cannot have heard of the end.
    /// </summary>
    private long _toldAt;

    /// <summary>Only after a request: SETTINGS, which is the first frame of a server (RFC 9113, 3.4), has gone by then.</summary>
    private void SayGoAway()
    {
        if (!Interlocked.Exchange(ref _goAwayIsWanted, true))
        {
            _goAwayIsDue = true;
            _output.Reader.CancelPendingRead();
        }
    }

    /// <summary>Once the client has had time to hear of it, the connection may end with its last stream, or at once without any.</summary>
    private void EndAfterGoAway()
    {
        var toldAt = Volatile.Read(ref _toldAt);
        if (toldAt != 0 && Stopwatch.GetElapsedTime(toldAt) >= Lead)
        {
            RequestClose();
        }
    }

    /// <summary>Everything that Kestrel has flushed has been sent, and it flushes whole frames: a frame of ours may follow.</summary>
    /// <returns>Whether there is more to send.</returns>
    private bool TryTakeGoAway(ref ReadOnlySequence<byte> rest)
    {
        if (!_goAwayIsDue)
        {
            return false;
        }

        _goAwayIsDue = false;
        Volatile.Write(ref _toldAt, Stopwatch.GetTimestamp());
        if (_transportReplaced)
        {
            _frames?.Insert(GoAway);
            return false;
        }

        rest = new ReadOnlySequence<byte>(GoAway);
        return true;
    }

    /// <summary>A trip to the client and back, as the kernel has measured it, twice, since networks vary.</summary>
    private TimeSpan Lead
    {
        get
        {
            var lead = (2 * SocketStatistics.RoundTrip(_fd)) + Reaction;
            return lead < LongestLead ? lead : LongestLead;
        }
    }
}
