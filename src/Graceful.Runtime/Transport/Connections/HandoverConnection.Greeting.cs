namespace Graceful.Transport;

// Bytes that the server sends before the first request: a connection handler whose protocol begins with a greeting.
internal sealed partial class HandoverConnection
{
    /// <summary>
    /// True when the output is not sent: the connection leaves before its first request, and the client is to receive nothing before the
    /// successor answers. Kestrel ends HTTP/2 with GOAWAY even before the client's preface, and a connection handler may have a greeting
    /// under way. On a connection that has had a request, all was sent before Kestrel waited for the next.
    /// </summary>
    internal bool DiscardsOutput => _state.Phase == ConnectionPhase.Leaving && Volatile.Read(ref _method) is null;

    /// <summary>
    /// Called by the send loop before it sends. Of a send before the first request and the decision to leave, the first one wins.
    /// </summary>
    /// <returns>False when the connection leaves: the successor sends its own greeting.</returns>
    internal bool TryBeginSend()
    {
        if (_state.IsOpening)
        {
            // The pin is for the time after the first request. Until then the phase keeps the connection here.
            Pin(PinReasons.SentBeforeHttp);
            _ = _state.TryApply(ConnectionEvent.GreetingBegan);
        }

        return !DiscardsOutput;
    }
}
