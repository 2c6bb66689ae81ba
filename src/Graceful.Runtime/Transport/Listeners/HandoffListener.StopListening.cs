using System.Net;

namespace Graceful.Transport;

// Stops listening on an endpoint that the successor does not have, and listens again if the hand-over is taken back.
internal sealed partial class HandoffListener
{
    // Accessed on the event loop only.
    private bool _hasStopped;

    /// <summary>
    /// Stops listening, because the successor does not serve this endpoint. Later clients are refused; connections in the backlog are
    /// served here.
    /// </summary>
    internal void StopListening() => _transport.AcceptLoop.Invoke(() =>
    {
        // A socket of a service manager goes on listening after this process has closed it, and could not be bound again.
        if (_hasStopped || _isUnbound || IsManaged)
        {
            return;
        }

        Unwatch();
        _isWanted = false;
        _hasStopped = true;
        _transport.Log.ListenerStopped(Key);
        _socket.Refuse();
        EmptyBacklog();
    });

    private void EmptyBacklog()
    {
        _retry.Stop();
        while (Fd >= 0 && TryAccept(mayLeave: false))
        {
            continue;
        }

        // A pending retry means that descriptors ran out: the rest of the backlog is accepted later.
        if (!_retry.IsStarted)
        {
            _socket.Close();
        }
    }

    private void Retry()
    {
        if (_hasStopped)
        {
            EmptyBacklog();
        }
        else
        {
            Watch();
        }
    }

    private void ListenAgain()
    {
        _hasStopped = false;
        if (Fd >= 0 && EndPoint is IPEndPoint)
        {
            // The socket is still open. (A Unix socket that has been shut down cannot listen again.)
            _socket.AcceptAgain();
            return;
        }

        _socket.Close();
        try
        {
            _socket = _table.Reopen(_socket);
        }
        catch (Exception reason)
        {
            // The application's own CreateBoundListenSocket may throw any exception, and this is the event loop of the other endpoints.
            _isWanted = false;
            _hasStopped = true;
            _transport.Log.ListenAgainFailed(Key, reason.Message);
        }
    }
}
