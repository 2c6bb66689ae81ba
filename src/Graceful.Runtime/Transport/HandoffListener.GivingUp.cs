using System.Net;

namespace Graceful.Transport;

// An endpoint that the new version does not have: it ends with the hand-over, and is there again if that has to be called off.
internal sealed partial class HandoffListener
{
    // Touched on the event loop only.
    private bool _isGivenUp;

    /// <summary>
    /// The successor does not serve this endpoint and has closed it: whoever connects from now on is refused, and whoever waits in the
    /// backlog is served here.
    /// </summary>
    internal void GiveUp() => _transport.AcceptLoop.Invoke(() =>
    {
        // A socket that a service manager has goes on listening, whatever is closed here, and could not be bound again.
        if (_isGivenUp || _isUnbound || IsManaged)
        {
            return;
        }

        Unwatch();
        _isWanted = false;
        _isGivenUp = true;
        _transport.Log.ListenerGivenUp(Key);
        _socket.Refuse();
        EmptyBacklog();
    });

    private void EmptyBacklog()
    {
        _retry?.Dispose();
        _retry = null;
        while (Fd >= 0 && TryAccept(mayLeave: false))
        {
            continue;
        }

        // Where descriptors are short, the rest is accepted later.
        if (_retry is null)
        {
            _socket.Close();
        }
    }

    private void Retry()
    {
        if (_isGivenUp)
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
        _isGivenUp = false;
        if (Fd >= 0 && EndPoint is IPEndPoint)
        {
            // It has not come to the closing yet. (A Unix socket that refuses does so for good.)
            return;
        }

        _socket.Close();
        try
        {
            _socket = _table.Reopen(_socket);
        }
        catch (Exception reason)
        {
            // Whatever the application's own CreateBoundListenSocket may throw: this is the event loop, and the other endpoints go on.
            _isWanted = false;
            _isGivenUp = true;
            _transport.Log.ListenAgainFailed(Key, reason.Message);
        }
    }
}
