using System.Globalization;
using Graceful.Logging;

namespace Graceful.Transport;

/// <summary>The description of a connection that is still open, for a log line.</summary>
/// <param name="Listener">The endpoint that accepted it.</param>
/// <param name="Remote">The client's address; null for a Unix socket without one.</param>
/// <param name="Request">Method and path of the latest request; for HTTP/2 of the oldest one that runs, with the number of streams; null
///   before the first request.</param>
/// <param name="Since">The time that the request has been running; null when none is.</param>
/// <param name="Stays">The reason why a request that may move has not moved; null for other requests.</param>
internal sealed record ConnectionReport(string Listener, string? Remote, string? Request, TimeSpan? Since, string? Stays = null)
{
    /// <summary>Returns one line of text. Everything that the client controls is escaped.</summary>
    public override string ToString()
    {
        var request = Request is null ? null : LogText.Escape(Request);
        var activity = (request, Since) switch
        {
            (null, _) => "no request yet",
            (_, null) => $"idle after {request}",
            (_, { } since) => string.Create(CultureInfo.InvariantCulture, $"{request} for {since.TotalSeconds:0.0} s"),
        };
        var stays = Stays is null ? "" : $"; it did not move: {Stays}";
        return Remote is null ? $"{activity} on {Listener}{stays}" : $"{activity} from {LogText.Escape(Remote)} on {Listener}{stays}";
    }
}
