namespace Graceful.Transport;

/// <summary>Counts the connections of the process: in when accepted or adopted, out when closed or adopted by the successor.</summary>
internal interface IConnectionGate
{
    /// <summary>Gets the number of open connections.</summary>
    int Count { get; }

    void Enter(HandoverConnection connection);

    void Leave(HandoverConnection connection, ConnectionOutcome outcome);

    /// <summary>A listener has stopped, and its backlog has to be accepted here: the process must not exit before.</summary>
    void AddBacklog();

    /// <summary>The backlog is empty, or the listener listens again.</summary>
    void RemoveBacklog();
}

/// <summary>The reason why a connection left the gate.</summary>
internal enum ConnectionOutcome
{
    /// <summary>The client or this process closed it.</summary>
    Closed,

    /// <summary>The successor adopted it; the client noticed nothing.</summary>
    Moved,

    /// <summary>The successor did not adopt it. It was accepted here again, as a new connection.</summary>
    Returned,
}
