namespace Graceful.Transport;

// Sockets that Kestrel closes while the process serves. When the settings of an endpoint change, Kestrel closes it, waits for its
// connections, and opens it again (KestrelServerImpl.RebindAsync). It then gets the same socket: no client that waits in the
// backlog is lost, and the address is not in use because a service manager or a master keeps the socket open too.
internal sealed partial class ListenerTable
{
    /// <summary>
    /// The time after which an endpoint does not come back: Kestrel opens it as soon as it has closed all that have changed.
    /// </summary>
    private const int RetirementMilliseconds = 2000;

    private readonly List<ListeningSocket> _retired = [];
    private LoopTimer? _retirement;

    private void StartRetirement() => _transport.AcceptLoop.Invoke(() =>
    {
        _retirement ??= new LoopTimer(_transport.AcceptLoop, CloseRetired, _transport.Log.TimerFailed);
        _retirement.Start(RetirementMilliseconds);
    });

    /// <summary>Closes the sockets of endpoints that the configuration does not have any more.</summary>
    private void CloseRetired()
    {
        string[] closed;
        lock (_lock)
        {
            var unclaimed = _retired.FindAll(_inherited.ContainsValue);
            closed = [.. unclaimed.Select(socket => socket.Key)];
            foreach (var socket in unclaimed)
            {
                _inherited.Remove(socket.Key);
                Close(socket, isKept: false);
            }

            _retired.Clear();
        }

        foreach (var key in closed)
        {
            _transport.Log.EndpointClosed(key);
            Keeper?.Drop(key);
        }
    }
}
