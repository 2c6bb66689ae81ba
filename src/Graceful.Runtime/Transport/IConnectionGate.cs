namespace Graceful.Transport;

/// <summary>Counts the connections of the process: in when accepted or adopted, out when closed or safely with the successor.</summary>
internal interface IConnectionGate
{
    void Enter(HandoffConnection connection);

    void Leave(HandoffConnection connection, Departure departure);
}

/// <summary>How a connection went.</summary>
internal enum Departure
{
    /// <summary>By its own end, or because the process ended it.</summary>
    Closed,

    /// <summary>To the successor: the client noticed nothing.</summary>
    Moved,

    /// <summary>The successor did not take it; it was accepted here once more, and counts as another connection.</summary>
    Returned,
}
