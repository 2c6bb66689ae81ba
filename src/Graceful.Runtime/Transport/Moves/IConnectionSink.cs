namespace Graceful.Transport;

/// <summary>Receives the connections that leave this process.</summary>
internal interface IConnectionSink
{
    /// <summary>True when it can take connections in the middle of a long-lived request (<see cref="Reentry"/>).</summary>
    bool TakesReentries { get; }

    /// <summary>True when it can take connections in the middle of server-sent events (<see cref="Reentry.IsEventStream"/>).</summary>
    bool TakesEventStreams { get; }

    /// <summary>True when it can take connections whose request has no response head yet (<see cref="Reentry.IsUnanswered"/>).</summary>
    bool TakesUnansweredRequests { get; }

    /// <summary>
    /// True when it calls <see cref="HandoverTransport.Resumed"/> for each <see cref="Reentry"/>, some time after
    /// <see cref="HandoverTransport.Moved"/>.
    /// </summary>
    bool ReportsResumed { get; }

    /// <summary>
    /// Takes ownership of a descriptor. The sink answers with <see cref="HandoverTransport.Moved"/> or
    /// <see cref="HandoverTransport.Returned"/>, on any thread.
    /// </summary>
    void Take(HandoverConnection connection, int fd);
}
