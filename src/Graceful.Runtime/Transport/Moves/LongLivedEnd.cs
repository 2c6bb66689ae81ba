namespace Graceful.Transport;

/// <summary>The end of a long-lived request in this process at a restart, for the metrics.</summary>
/// <param name="Outcome">The end.</param>
/// <param name="IsEventStream">True for server-sent events, false for a WebSocket.</param>
/// <param name="Reason">The reason why it has not moved; null when it has.</param>
internal readonly record struct LongLivedEnd(LongLivedOutcome Outcome, bool IsEventStream, StayReason? Reason);

/// <summary>The end of a long-lived request.</summary>
internal enum LongLivedOutcome
{
    /// <summary>The successor has adopted it.</summary>
    Moved,

    /// <summary>A WebSocket got a close frame with the code 1012.</summary>
    Closed,

    /// <summary>The connection was closed without a last message.</summary>
    Aborted,
}

/// <summary>The kind of reason why a long-lived request has not moved.</summary>
internal enum StayReason
{
    /// <summary>No message or event was complete, or the application did not wait for the next one.</summary>
    NoBoundary,

    /// <summary>The handler has not returned.</summary>
    HandlerRuns,

    /// <summary>The connection has state in this process: TLS, connection middleware, a call of Pin.</summary>
    Pinned,

    /// <summary>The request or the response binds the connection to this process, such as compression with a context.</summary>
    Protocol,

    /// <summary>The successor's version of Graceful does not take it.</summary>
    OlderSuccessor,

    /// <summary>The successor sent the connection back.</summary>
    Refused,

    /// <summary>The application of the successor answered the replayed request in another way.</summary>
    OtherResponse,
}
