using System.Diagnostics;
using System.Text;

namespace Instruments.Load;

/// <summary>A fault seen by a client, with its time.</summary>
internal readonly record struct Incident(long At, int Connection, string What);

/// <summary>A failed request, or a connection that was closed without announcement.</summary>
/// <param name="At">When the client noticed.</param>
/// <param name="Port">The client's port, which identifies the connection in the kernel's tables.</param>
/// <param name="What">As in <see cref="Incident"/>.</param>
internal readonly record struct Loss(long At, int Port, string What);

/// <summary>The counters of a <see cref="LoadClient"/>. Nothing was retried: a failed request counts as failed.</summary>
internal sealed record LoadReport
{
    /// <summary>Requests whose first byte was written, or whose connection could not be opened.</summary>
    internal long Sent { get; set; }

    /// <summary>Complete, correct answers with status 200.</summary>
    internal long Answered { get; set; }

    /// <summary>Complete answers with another status.</summary>
    internal long Non200 { get; set; }

    /// <summary>ECONNRESET or EPIPE with a request under way.</summary>
    internal long Resets { get; set; }

    /// <summary>The connection ended with a request under way.</summary>
    internal long EarlyEnds { get; set; }

    /// <summary>ECONNREFUSED, or another failure to connect.</summary>
    internal long Refused { get; set; }

    /// <summary>Not HTTP, a different body than the plan's, or unexpected bytes.</summary>
    internal long Malformed { get; set; }

    /// <summary>Still under way at the deadline after the end of the load.</summary>
    internal long Unanswered { get; set; }

    /// <summary>Connections that the server closed after a complete answer with <c>Connection: close</c>.</summary>
    internal long ClosedAnnounced { get; set; }

    /// <summary>Connections that the server closed between requests without announcement.</summary>
    internal long ClosedUnannounced { get; set; }

    /// <summary>Connections that were reset after their last, complete answer: on a real network this can destroy the answer.</summary>
    internal long ResetsAfterAnswer { get; set; }

    internal long Connects { get; set; }

    /// <summary>Connections opened again because the previous one was closed.</summary>
    internal long Reconnects { get; set; }

    internal Dictionary<int, long> AnsweredByPid { get; } = [];

    /// <summary>The first hundred; the counters continue.</summary>
    internal List<Incident> Incidents { get; } = [];

    /// <summary>Every loss: failed requests and connections.</summary>
    internal List<Loss> Losses { get; } = [];

    /// <summary>The times of all failed requests.</summary>
    internal List<long> FailedAt { get; } = [];

    internal LatencyLog Latencies { get; } = new();

    internal long StartedAt { get; init; } = Stopwatch.GetTimestamp();

    internal long EndedAt { get; set; }

    internal long Failed => Non200 + Resets + EarlyEnds + Refused + Malformed + Unanswered;

    internal long ConnectionsClosed => ClosedAnnounced + ClosedUnannounced;

    internal double RequestsPerSecond => Answered / Math.Max(Stopwatch.GetElapsedTime(StartedAt, EndedAt).TotalSeconds, 1e-9);

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(
            $"{Failed} failed of {Sent} requests: {Resets} resets, {EarlyEnds} early ends, {Refused} refused, {Non200} not 200, "
            + $"{Malformed} malformed, {Unanswered} unanswered");
        text.AppendLine($"{Answered} answered ({RequestsPerSecond:0}/s) by {AnsweredByPid.Count} processes; {Latencies.Overall}");
        text.Append($"{Connects} connects, {Reconnects} of them reconnects; {ClosedAnnounced} closed as announced, "
            + $"{ClosedUnannounced} closed unannounced, {ResetsAfterAnswer} reset after the answer");
        foreach (Incident incident in Incidents.Take(20))
        {
            text.AppendLine();
            text.Append($"  +{Stopwatch.GetElapsedTime(StartedAt, incident.At).TotalSeconds:0.0000} " +
                $"s connection {incident.Connection}: {incident.What}");
        }

        if (Incidents.Count > 20)
        {
            text.AppendLine().Append("  ...");
        }

        return text.ToString();
    }
}
