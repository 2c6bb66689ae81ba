namespace Graceful.Transport;

/// <summary>Where connections go that leave this process.</summary>
internal interface IConnectionSink
{
    /// <summary>
    /// Takes a descriptor over. The sink ends with <see cref="HandoffTransport.Moved"/> or
    /// <see cref="HandoffTransport.Returned"/>, on any thread.
    /// </summary>
    void Take(HandoffConnection connection, int fd);
}
