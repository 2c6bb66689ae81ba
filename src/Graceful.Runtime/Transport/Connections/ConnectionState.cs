namespace Graceful.Transport;

/// <summary>The state of a connection, from accept to close or hand-over.</summary>
internal enum ConnectionPhase
{
    /// <summary>Accepted or adopted; no request has begun.</summary>
    Opening,

    /// <summary>No request has begun, and bytes have been sent: the server speaks first. It must not move.</summary>
    Greeted,

    /// <summary>Between two requests.</summary>
    Idle,

    /// <summary>At least one request runs in the application.</summary>
    InRequest,

    /// <summary>Switched to another protocol by a 101 response. It ends with the connection.</summary>
    Upgraded,

    /// <summary>A request runs in the application that is answered with events. The connection may move between two events.</summary>
    Streaming,

    /// <summary>The input has ended for a hand-over; Kestrel finishes with the connection. The socket stays open.</summary>
    Leaving,

    /// <summary>The sink owns the descriptor; its answer is outstanding.</summary>
    HandedOver,

    /// <summary>Being closed by the client, Kestrel, the drain or an error.</summary>
    Closing,

    /// <summary>The descriptor is closed.</summary>
    Closed,

    /// <summary>The successor has adopted the connection.</summary>
    Moved,

    /// <summary>The successor has not adopted the connection; it was accepted here again, as a new one.</summary>
    Returned,
}

/// <summary>An event in the life of a connection.</summary>
internal enum ConnectionEvent
{
    /// <summary>The send loop is about to send the first bytes, before any request.</summary>
    GreetingBegan,

    /// <summary>A request reached the application.</summary>
    RequestBegan,

    /// <summary>The response to a request switches to another protocol.</summary>
    ProtocolSwitched,

    /// <summary>The response to a request is a stream of events that may move.</summary>
    StreamBegan,

    /// <summary>The application finished a request.</summary>
    RequestEnded,

    /// <summary>The receive loop proved that the connection may move: between two requests, messages or events.</summary>
    Left,

    /// <summary>The receive loop closes the connection because it is idle.</summary>
    IdleClosed,

    /// <summary>Kestrel aborted the connection.</summary>
    ServerAborted,

    /// <summary>The drain or an I/O error ended the connection.</summary>
    Aborted,

    /// <summary>Kestrel finished with the connection.</summary>
    ServerFinished,

    /// <summary>The connection was handed over before Kestrel took it.</summary>
    Detached,

    /// <summary>The receive and send loops ended; the descriptor is given up.</summary>
    Released,

    /// <summary>The successor confirmed the adoption.</summary>
    Adopted,

    /// <summary>The successor did not adopt the connection.</summary>
    SentBack,
}

/// <summary>The phase of a connection and the number of its running requests, with all transitions. Lock-free, and without I/O.</summary>
/// <remarks>
/// A connection may move from <see cref="ConnectionPhase.Opening"/> and <see cref="ConnectionPhase.Idle"/>, and from
/// <see cref="ConnectionPhase.Upgraded"/> and <see cref="ConnectionPhase.Streaming"/> when its endpoint has opted in. Whether it may move
/// at all is a separate question: see <see cref="PinReasons"/> and <see cref="LongLivedRequest"/>.
/// </remarks>
internal struct ConnectionState
{
    private const int PhaseBits = 4;
    private const int PhaseMask = (1 << PhaseBits) - 1;

    private int _value;

    internal readonly ConnectionPhase Phase => (ConnectionPhase)(Volatile.Read(in _value) & PhaseMask);

    /// <summary>Gets the number of requests in the application: 0 or 1 for HTTP/1.1, the number of open streams for HTTP/2.</summary>
    internal readonly int Requests => Volatile.Read(in _value) >> PhaseBits;

    /// <summary>True when no request has begun.</summary>
    internal readonly bool IsOpening => Phase is ConnectionPhase.Opening or ConnectionPhase.Greeted;

    /// <summary>True when no request is in the application.</summary>
    internal readonly bool IsBetweenRequests => IsOpening || Phase == ConnectionPhase.Idle;

    /// <summary>True when the connection takes no more input.</summary>
    internal readonly bool HasEnded => Phase >= ConnectionPhase.Leaving;

    /// <summary>Applies an event.</summary>
    /// <returns>False when the event has no meaning in the present phase; the state is unchanged then.</returns>
    internal bool TryApply(ConnectionEvent happened)
    {
        while (true)
        {
            var before = Volatile.Read(ref _value);
            if (Next((ConnectionPhase)(before & PhaseMask), before >> PhaseBits, happened) is not { } next)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _value, (int)next.Phase | (next.Requests << PhaseBits), before) == before)
            {
                return true;
            }
        }
    }

    /// <summary>Returns the state after an event, or null when the event has no meaning in the present phase.</summary>
    internal static (ConnectionPhase Phase, int Requests)? Next(ConnectionPhase phase, int requests, ConnectionEvent happened) =>
        happened switch
        {
            // Requests are counted in every phase: the application may go on after the connection has ended.
            ConnectionEvent.RequestBegan =>
                (phase <= ConnectionPhase.Idle ? ConnectionPhase.InRequest : phase, requests + 1),
            ConnectionEvent.RequestEnded when requests > 0 =>
                (phase is ConnectionPhase.InRequest or ConnectionPhase.Streaming && requests == 1 ? ConnectionPhase.Idle : phase,
                    requests - 1),
            ConnectionEvent.ProtocolSwitched when phase is ConnectionPhase.InRequest => (ConnectionPhase.Upgraded, requests),
            ConnectionEvent.StreamBegan when phase is ConnectionPhase.InRequest => (ConnectionPhase.Streaming, requests),

            ConnectionEvent.GreetingBegan when phase is ConnectionPhase.Opening => (ConnectionPhase.Greeted, requests),
            ConnectionEvent.Left when phase is ConnectionPhase.Opening or ConnectionPhase.Idle or ConnectionPhase.Upgraded
                or ConnectionPhase.Streaming => (ConnectionPhase.Leaving, requests),
            ConnectionEvent.Detached when phase is ConnectionPhase.Opening => (ConnectionPhase.HandedOver, requests),
            ConnectionEvent.Released when phase is ConnectionPhase.Leaving => (ConnectionPhase.HandedOver, requests),
            ConnectionEvent.Adopted when phase is ConnectionPhase.HandedOver => (ConnectionPhase.Moved, requests),
            ConnectionEvent.SentBack when phase is ConnectionPhase.HandedOver => (ConnectionPhase.Returned, requests),

            ConnectionEvent.IdleClosed when phase <= ConnectionPhase.Idle => (ConnectionPhase.Closing, requests),

            // Kestrel aborts a connection whose input has ended (HttpConnection.OnConnectionClosed). One that is leaving must not be shut
            // down for that: shutdown(2) acts on the socket, which the successor has too.
            ConnectionEvent.ServerAborted or ConnectionEvent.ServerFinished when IsOpen(phase) || phase is ConnectionPhase.Closing =>
                (ConnectionPhase.Closing, requests),
            ConnectionEvent.Aborted when IsOpen(phase) || phase is ConnectionPhase.Leaving or ConnectionPhase.Closing =>
                (ConnectionPhase.Closing, requests),
            ConnectionEvent.Released when phase is ConnectionPhase.Closing => (ConnectionPhase.Closed, requests),
            _ => null,
        };

    private static bool IsOpen(ConnectionPhase phase) => phase < ConnectionPhase.Leaving;
}
