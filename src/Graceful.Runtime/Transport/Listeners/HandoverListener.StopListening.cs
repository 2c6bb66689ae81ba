using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

// Stops listening: on an endpoint that the successor does not have, and listens again if the hand-over is taken back; or because the
// process stops.
internal sealed partial class HandoverListener
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

    /// <summary>The time in which a master closes its copy of the socket of a worker that stops by itself.</summary>
    private const int ReleaseMilliseconds = 1000;

    /// <summary>The time between two accepts of clients that have ended their handshake meanwhile.</summary>
    private const int BacklogMilliseconds = 50;

    /// <summary>The time between two attempts to bind an address that is in use.</summary>
    private const int RebindMilliseconds = 250;

    /// <summary>
    /// The time for these attempts. Another process may use the port for a moment: a child of the successor that ends, or a client whose
    /// connection has it as its local port.
    /// </summary>
    private const int LongestRebind = 30_000;

    // Accessed on the event loop only.
    private Phase _phase;
    private long _backlogEndsAt;
    private long _rebindEndsAt;

    private enum Phase
    {
        /// <summary>The socket listens, here and perhaps in another process.</summary>
        Listening,

        /// <summary>The process stops. It must not exit before a master has closed its copy of the socket.</summary>
        AwaitingRelease,

        /// <summary>The same, but the process may exit: the master keeps its copy, or does not react.</summary>
        Kept,

        /// <summary>Later clients are refused. The backlog is accepted here, and the process must not exit before.</summary>
        EmptyingBacklog,

        /// <summary>The socket is closed.</summary>
        Stopped,

        /// <summary>The socket is closed, and its address is in use: another attempt to bind it follows.</summary>
        Rebinding,
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
        if (processStops && _table.Keeper is { KeepsSockets: true } keeper)
        {
            AwaitRelease(keeper);
        }
        else
        {
            _transport.AddBacklog();
            Refuse(processStops);
        }
    });

    /// <summary>The master has closed its copies, or has died. Without effect unless this process stops.</summary>
    internal void OnReleased() => _transport.AcceptLoop.Invoke(() =>
    {
        if (_isUnbound || _phase is not (Phase.Kept or Phase.AwaitingRelease))
        {
            return;
        }

        if (_phase == Phase.Kept)
        {
            _transport.AddBacklog();
        }

        Refuse(processStops: true);
    });

    /// <summary>A socket that refuses does so in every process. Until the master has closed its copy, another worker may need it.</summary>
    private void AwaitRelease(ISocketKeeper keeper)
    {
        _phase = Phase.Kept;
        if (keeper.Releases)
        {
            _phase = Phase.AwaitingRelease;
            _transport.AddBacklog();
            _retry.Start(ReleaseMilliseconds);
        }
    }

    private void Refuse(bool processStops)
    {
        _phase = Phase.EmptyingBacklog;
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
    }

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
        if (_phase is not (Phase.Listening or Phase.Kept))
        {
            _socket.Close();
            EndBacklog(Phase.Stopped);
        }
    }

    private void EndBacklog(Phase next)
    {
        var before = _phase;
        _phase = next;
        if (before is Phase.EmptyingBacklog or Phase.AwaitingRelease)
        {
            _transport.RemoveBacklog();
        }
    }

    private void Retry()
    {
        switch (_phase)
        {
            case Phase.AwaitingRelease:
                EndBacklog(Phase.Kept);
                break;
            case Phase.EmptyingBacklog:
                EmptyBacklog();
                break;
            case Phase.Rebinding:
                Rebind();
                break;
            default:
                Watch();
                break;
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
            PassToKeeper();
            return;
        }

        _socket.Close();
        _rebindEndsAt = _transport.Now() + LongestRebind;
        Rebind();
    }

    private void Rebind()
    {
        try
        {
            _socket = _table.Reopen(_socket);
            EndBacklog(Phase.Listening);
            PassToKeeper();
            ResumeAccepting();
        }
        catch (AddressInUseException reason) when (_transport.Now() < _rebindEndsAt)
        {
            if (_phase != Phase.Rebinding)
            {
                _transport.Log.ListenAgainRetried(Key, reason.Message, LongestRebind / 1000);
            }

            EndBacklog(Phase.Rebinding);
            _retry.Start(RebindMilliseconds);
        }
        catch (Exception reason)
        {
            // The application's own CreateBoundListenSocket may throw any exception, and this is the event loop of the other endpoints.
            EndBacklog(Phase.Stopped);
            _transport.Log.ListenAgainFailed(Key, reason.Message);
        }
    }

    /// <summary>
    /// The master has no copy of a socket that it has closed at the hand-over, or that has been bound since. Without one, clients would be
    /// refused after a crash of this process.
    /// </summary>
    internal void PassToKeeper() => _transport.AcceptLoop.Invoke(() =>
    {
        if (_phase == Phase.Listening && _table.Keeper?.TryKeep(this) == false)
        {
            _passing.Start(RetryMilliseconds);
        }
    });

    /// <summary>Ends the attempts to bind: a successor that starts now binds the address itself, and must not find it in use.</summary>
    internal void StopRebinding() => _transport.AcceptLoop.Invoke(() =>
    {
        if (_phase == Phase.Rebinding)
        {
            Unwatch();
            _phase = Phase.Stopped;
            _transport.Log.ListenAgainFailed(Key, "the address is still in use, and a restart begins");
        }
    });
}
