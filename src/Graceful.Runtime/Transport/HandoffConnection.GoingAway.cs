using System.Diagnostics;
using Graceful.Posix;

namespace Graceful.Transport;

// How an HTTP/2 connection ends without losing a request. GOAWAY with the highest stream number tells the client to open no more
// (RFC 9113, 6.8), and streams that it opens until it has heard of it are still answered, as long as one is open here: without any,
// Kestrel closes at once.
internal sealed partial class HandoffConnection
{
    /// <summary>For the client to act upon it, beyond the time that the network takes.</summary>
    private static readonly TimeSpan Reaction = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestLead = TimeSpan.FromSeconds(1);

    private long _goneAwayAt;

    TimeSpan IRequestBoundaryFeature.SayGoAway() => SayGoAway();

    private TimeSpan SayGoAway()
    {
        if (!IsDraining || !_isHttp2)
        {
            return TimeSpan.Zero;
        }

        var now = Stopwatch.GetTimestamp();
        var said = Interlocked.CompareExchange(ref _goneAwayAt, now, 0);
        if (said == 0)
        {
            said = now;
            RequestClose();
        }

        return Lead - Stopwatch.GetElapsedTime(said, now);
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
