using System.Net;

namespace Graceful.Transport;

// Stops listening: on an endpoint that the successor does not have, and listens again if the hand-over is taken back; or because the
// process stops.
internal sealed partial class HandoffListener
{
    /// <summary>
    /// The time in which clients can end a TCP handshake that the listener has begun: their ACK is on its way. Less than a second, after
    /// which a client repeats the SYN that was dropped: it must reach the socket that listens then, or be refused.
    /// </summary>
    private const int HandshakeMilliseconds = 900;

    /// <summary>
    /// The same when the process stops. No other socket listens here then, so that a dropped SYN only delays the refusal, and a process
    /// without connections delays its exit.
    /// </summary>
    private const int StopHandshakeMilliseconds = 250;

    /// <summary>The time between two accepts of clients that have ended their handshake meanwhile.</summary>
    private const int BacklogMilliseconds = 50;

    // Accessed on the event loop only.
    private Phase _phase;
    private long _backlogEndsAt;

    private enum Phase
    {
        /// <summary>The socket listens, here and perhaps in another process.</summary>
        Listening,

        /// <summary>Later clients are refused. The backlog is accepted here, and the process must not exit before.</summary>
        EmptyingBacklog,

        /// <summary>The socket is closed.</summary>
        Stopped,
    }

    /// <summary>
    /// Stops listening, because the successor does not serve this endpoint, or because the process stops. Later clients are refused;
    /// connections in the backlog, and those whose handshake has begun, are served here.
    /// </summary>
    internal void StopListening(bool processStops = false) => _transport.AcceptLoop.Invoke(() =>
    {
        // A socket of a service manager goes on listening after this process has closed it, and could not be bound again.
        if (_phase != Phase.Listening || _isUnbound || IsManaged)
        {
            return;
        }

        Unwatch();
        _isWanted = false;
        _phase = Phase.EmptyingBacklog;
        _transport.AddBacklog();
        if (processStops)
        {
            _transport.Log.ListenerStoppedForGood(Key);
        }
        else
        {
            _transport.Log.ListenerStopped(Key);
        }

        var linger = processStops ? StopHandshakeMilliseconds : HandshakeMilliseconds;
        _backlogEndsAt = _socket.Refuse() ? Environment.TickCount64 + linger : 0;
        EmptyBacklog();
    });

    private void EmptyBacklog()
    {
        _retry.Stop();
        while (Fd >= 0 && TryAccept(mayLeave: false))
        {
            continue;
        }

        if (_retry.IsStarted)
        {
            // Descriptors have run out: the rest of the backlog is accepted later.
            return;
        }

        if (Environment.TickCount64 < _backlogEndsAt)
        {
            _retry.Start(BacklogMilliseconds);
            return;
        }

        _socket.Close();
        EndBacklog(Phase.Stopped);
    }

    /// <summary>Ends all accepting: Kestrel takes no connection any more.</summary>
    private void AbandonBacklog()
    {
        _isWanted = false;
        Unwatch();
        if (_phase == Phase.EmptyingBacklog)
        {
            _socket.Close();
            EndBacklog(Phase.Stopped);
        }
    }

    private void EndBacklog(Phase next)
    {
        var before = _phase;
        _phase = next;
        if (before == Phase.EmptyingBacklog)
        {
            _transport.RemoveBacklog();
        }
    }

    private void Retry()
    {
        if (_phase == Phase.EmptyingBacklog)
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
        _retry.Stop();
        if (Fd >= 0 && EndPoint is IPEndPoint)
        {
            // The socket is still open. (A Unix socket that has been shut down cannot listen again.)
            _socket.AcceptAgain();
            EndBacklog(Phase.Listening);
            return;
        }

        _socket.Close();
        EndBacklog(Phase.Listening);
        try
        {
            _socket = _table.Reopen(_socket);
        }
        catch (Exception reason)
        {
            // The application's own CreateBoundListenSocket may throw any exception, and this is the event loop of the other endpoints.
            _isWanted = false;
            _phase = Phase.Stopped;
            _transport.Log.ListenAgainFailed(Key, reason.Message);
        }
    }
}
