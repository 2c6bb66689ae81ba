namespace Graceful.Transport;

/// <summary>Receives the connections that leave this process.</summary>
internal interface IConnectionSink
{
    /// <summary>
    /// Takes ownership of a descriptor. The sink answers with <see cref="HandoffTransport.Moved"/> or
    /// <see cref="HandoffTransport.Returned"/>, on any thread.
    /// </summary>
    void Take(HandoffConnection connection, int fd);
}
