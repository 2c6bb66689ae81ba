using System.Diagnostics;
using System.Text;

namespace Runtime.Tests.Processes.Load;

/// <summary>Something that should not happen to a client, and when.</summary>
internal readonly record struct Incident(long At, int Connection, string What);

/// <summary>A request that failed, or a connection that was closed without a word.</summary>
/// <param name="At">When the client noticed.</param>
/// <param name="Port">The client's port, by which the kernel knows whose connection it was.</param>
/// <param name="What">As in <see cref="Incident"/>.</param>
internal readonly record struct Loss(long At, int Port, string What);

/// <summary>What a <see cref="LoadClient"/> counted. Nothing in it was retried: what failed is counted as failed.</summary>
internal sealed record LoadReport
{
    /// <summary>Requests whose first byte was written, or whose connection could not be made.</summary>
    internal long Sent { get; set; }

    /// <summary>Whole, right answers with status 200.</summary>
    internal long Answered { get; set; }

    /// <summary>Whole answers with another status.</summary>
    internal long Non200 { get; set; }

    /// <summary>ECONNRESET or EPIPE with a request under way.</summary>
    internal long Resets { get; set; }

    /// <summary>The connection ended with a request under way.</summary>
    internal long EarlyEnds { get; set; }

    /// <summary>ECONNREFUSED, or another failure to connect.</summary>
    internal long Refused { get; set; }

    /// <summary>Not HTTP, another body than the plan's, or bytes that nobody asked for.</summary>
    internal long Malformed { get; set; }

    /// <summary>Still under way when the deadline after the end of the load had passed.</summary>
    internal long Unanswered { get; set; }

    /// <summary>Connections that the server closed after it had said <c>Connection: close</c> in a whole answer.</summary>
    internal long ClosedAnnounced { get; set; }

    /// <summary>Connections that the server closed between requests without a word.</summary>
    internal long ClosedUnannounced { get; set; }

    /// <summary>Connections that were reset after their last, whole answer: on a real network that can destroy the answer.</summary>
    internal long ResetsAfterAnswer { get; set; }

    internal long Connects { get; set; }

    /// <summary>Connections made anew because the former one was gone.</summary>
    internal long Reconnects { get; set; }

    internal Dictionary<int, long> AnsweredByPid { get; } = [];

    /// <summary>The first hundred; the counts go on.</summary>
    internal List<Incident> Incidents { get; } = [];

    /// <summary>All that was lost, a failed request or a connection, each of them.</summary>
    internal List<Loss> Losses { get; } = [];

    /// <summary>When requests failed, each of them.</summary>
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
        text.AppendLine($"{Failed} failed of {Sent} requests: {Resets} resets, {EarlyEnds} early ends, {Refused} refused, {Non200} not 200, "
            + $"{Malformed} malformed, {Unanswered} unanswered");
        text.AppendLine($"{Answered} answered ({RequestsPerSecond:0}/s) by {AnsweredByPid.Count} processes; {Latencies.Overall}");
        text.Append($"{Connects} connects, {Reconnects} of them reconnects; {ClosedAnnounced} closed as announced, "
            + $"{ClosedUnannounced} closed unannounced, {ResetsAfterAnswer} reset after the answer");
        foreach (Incident incident in Incidents.Take(20))
        {
            text.AppendLine();
            text.Append($"  +{Stopwatch.GetElapsedTime(StartedAt, incident.At).TotalSeconds:0.0000} s connection {incident.Connection}: {incident.What}");
        }

        if (Incidents.Count > 20)
        {
            text.AppendLine().Append("  ...");
        }

        return text.ToString();
    }
}
