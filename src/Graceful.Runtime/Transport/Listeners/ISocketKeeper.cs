namespace Graceful.Transport;

/// <summary>The process that has copies of the listening sockets: the master of a supervised service.</summary>
internal interface ISocketKeeper
{
    /// <summary>
    /// True until the keeper has closed its copies for good, because the service ends, or has died. Before that, a socket listens on when
    /// this process closes it, and another process may need it.
    /// </summary>
    bool KeepsSockets { get; }

    /// <summary>True when the keeper closes its copies once it knows that the service ends.</summary>
    bool Releases { get; }

    /// <summary>Passes a copy of a socket that listens again after a hand-over was taken back. Does not wait.</summary>
    /// <returns>False when the keeper has no room for it now.</returns>
    bool TryKeep(HandoverListener listener);
}
