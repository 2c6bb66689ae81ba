namespace Graceful.Transport;

/// <summary>
/// A process that has copies of the listening sockets: the master of a supervised service, or systemd with its descriptor store.
/// </summary>
internal interface ISocketKeeper
{
    /// <summary>
    /// True until the keeper has closed its copies for good, because the service ends, or has died. Before that, a socket listens on when
    /// this process closes it, and another process may need it. Always false for systemd: a socket itself shows that systemd has it
    /// (<see cref="ListeningSocket.IsManaged"/>).
    /// </summary>
    bool KeepsSockets { get; }

    /// <summary>True when the keeper closes its copies once it knows that the service ends.</summary>
    bool Releases { get; }

    /// <summary>Passes a copy of a socket that this process has bound since its start. Does not wait.</summary>
    /// <returns>False when the keeper has no room for it now.</returns>
    bool TryKeep(HandoverListener listener);

    /// <summary>Closes the copy of a socket whose endpoint this process does not have any more. Does not wait.</summary>
    /// <param name="key">The key of its listener.</param>
    void Drop(string key);
}
