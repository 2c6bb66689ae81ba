using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

/// <summary>
/// A listener for Kestrel. It accepts on the event loop and queues the connections until Kestrel takes them.
/// </summary>
/// <remarks>
/// To stop, it removes the descriptor from epoll. No accept is ever abandoned half-way, and no accepted connection is lost.
/// </remarks>
internal sealed partial class HandoverListener : IConnectionListener, IEventTarget
{
    /// <summary>The limit of connections accepted at once, so that the loop's other connections are not delayed.</summary>
    private const int AcceptsPerEvent = 64;

    private const int RetryMilliseconds = 100;

    private readonly ListenerTable _table;
    private readonly HandoverTransport _transport;
    private readonly Channel<HandoverConnection> _accepted =
        Channel.CreateUnbounded<HandoverConnection>(new UnboundedChannelOptions
        {
            // Kestrel's accept loop does little and does not block (ConnectionDispatcher.cs): it runs on the accepting thread, which
            // saves a hop to the pool.
            AllowSynchronousContinuations = true,
        });

    // Accessed on the event loop only, once it accepts.
    private readonly LoopTimer _retry;
    private readonly LoopTimer _recovery;
    private readonly LoopTimer _passing;
    private readonly AcceptFailures _failures;
    private ListeningSocket _socket;
    private int _token = -1;
    private bool _isWanted;

    private volatile bool _isStarted;
    private bool _hasRefused;
    private volatile bool _isUnbound;

    internal HandoverListener(ListenerTable table, HandoverTransport transport, ListeningSocket socket)
    {
        _table = table;
        _transport = transport;
        _socket = socket;
        _phase = socket.Fd >= 0 ? Phase.Listening : Phase.Stopped;
        _retry = new LoopTimer(transport.AcceptLoop, Retry, reason => RetryLater(reason.Message));
        _failures = new AcceptFailures(socket.Key, transport.Log);
        _recovery = new LoopTimer(transport.AcceptLoop, _failures.End, transport.Log.TimerFailed);
        _passing = new LoopTimer(transport.AcceptLoop, PassToKeeper, transport.Log.TimerFailed);
    }

    internal string Key => _socket.Key;

    /// <summary>Gets the descriptor; −1 when the backlog is empty after <see cref="StopListening"/>.</summary>
    internal int Fd => _socket.Fd;

    /// <summary>Gets the identity of a Unix socket's file.</summary>
    internal FileIdentity? File => _socket.Path?.File;

    /// <inheritdoc cref="ListeningSocket.IsManaged"/>
    internal bool IsManaged
    {
        get => _socket.IsManaged;
        set => _socket.IsManaged = value;
    }

    public EndPoint EndPoint => _socket.EndPoint;

    /// <remarks>
    /// Accepting begins with Kestrel's first call, which shows that Kestrel is ready, and not before the whole process is ready
    /// (<see cref="ListenerTable.MayAccept"/>).
    /// </remarks>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            ResumeAccepting();
        }

        while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_accepted.Reader.TryRead(out var connection) && connection.TryStart())
            {
                return connection;
            }
        }

        return null;
    }

    /// <summary>
    /// Starts to accept, because the process is ready. Without effect before Kestrel's first <see cref="AcceptAsync"/>, which then does it.
    /// </summary>
    internal void BeginAccepting()
    {
        if (_isStarted)
        {
            ResumeAccepting();
        }
    }

    /// <summary>Stops accepting in this process. The socket keeps listening, and clients queue in its backlog.</summary>
    internal void StopAccepting() => _transport.AcceptLoop.Invoke(() =>
    {
        _isWanted = false;
        if (_phase == Phase.Rebinding)
        {
            _phase = Phase.Stopped;
        }

        if (_phase is not (Phase.EmptyingBacklog or Phase.AwaitingRelease))
        {
            Unwatch();
        }
    });

    internal void ResumeAccepting() => _transport.AcceptLoop.Invoke(() =>
    {
        // Kestrel's first call may come after a drain has begun: the process was told to stop while it was starting.
        _isWanted = !_isUnbound && _phase == Phase.Listening && _table.MayAccept && _transport.Drain is null;
        Watch();
    });

    /// <summary>Accepts again after a drain that was taken back, also on a socket that was closed for the successor.</summary>
    internal void TakeBack() => _transport.AcceptLoop.Invoke(() =>
    {
        if (!_isUnbound && _phase != Phase.Listening)
        {
            ListenAgain();
        }

        ResumeAccepting();
    });

    /// <summary>Removes a connection from the queue that Kestrel has not taken yet.</summary>
    internal bool TryTakeUnstarted([NotNullWhen(true)] out HandoverConnection? connection) =>
        _accepted.Reader.TryRead(out connection);

    void IEventTarget.OnEvents(int events)
    {
        for (var i = 0; i < AcceptsPerEvent && _token >= 0; i++)
        {
            if (!TryAccept(mayLeave: true))
            {
                return;
            }
        }
    }

    void IEventTarget.OnEventsFailed(Exception reason) => RetryLater(reason.Message);

    private bool TryAccept(bool mayLeave)
    {
        var fd = StreamSocket.Accept(Fd, out var remote);
        if (fd >= 0)
        {
            NoteSuccess();
            Admit(fd, remote, mayLeave);
            return true;
        }

        var errno = -fd;
        if (errno == EAGAIN)
        {
            NoteSuccess();
            return false;
        }

        if (errno == EINVAL)
        {
            // A Unix socket after shutdown(2).
            return false;
        }

        if (IsErrorOfTheConnection(errno))
        {
            return true;
        }

        RetryLater(Marshal.GetPInvokeErrorMessage(errno));
        return false;
    }

    /// <summary>True for an error of the new connection itself, which Linux reports here (accept(2)): the next may be waiting.</summary>
    private static bool IsErrorOfTheConnection(int errno) =>
        errno == EINTR || errno == ECONNABORTED || errno == EPROTO || errno == ENETDOWN || errno == ENETUNREACH
        || errno == EHOSTDOWN || errno == EHOSTUNREACH || errno == ETIMEDOUT;

    /// <summary>Waits before the next accept: out of descriptors or memory, a level-triggered loop would spin on the backlog.</summary>
    private void RetryLater(string reason)
    {
        // First the retry: whatever throws afterwards, the listener accepts again.
        Unwatch();
        _retry.Start(RetryMilliseconds);
        _failures.Add(reason, RetryMilliseconds, Environment.TickCount64);
    }

    /// <summary>The failures have ended when none follows for a while: a process without descriptors has a free one at times.</summary>
    private void NoteSuccess()
    {
        if (_failures.HaveBegun && !_recovery.IsStarted)
        {
            _recovery.Start(AcceptFailures.PeriodMilliseconds);
        }
    }

    private void Watch()
    {
        if (!_isWanted || _token >= 0)
        {
            return;
        }

        try
        {
            // Level-triggered: connections that the bound on accepts leaves in the backlog are reported again.
            _token = _transport.AcceptLoop.Register(Fd, EPOLLIN, this);
        }
        catch (PosixException reason)
        {
            RetryLater(reason.Message);
        }
    }

    private void Unwatch()
    {
        _retry.Stop();
        _recovery.Stop();
        if (_token >= 0)
        {
            _transport.AcceptLoop.Unregister(Fd, _token);
            _token = -1;
        }
    }

    /// <summary>Serves a new connection, or closes it when that fails: no input of a client may stop the listener.</summary>
    private void Admit(int fd, EndPoint? remote, bool mayLeave)
    {
        if (_transport.IsFull)
        {
            _transport.Log.ConnectionRejected(Key);
            Descriptor.Close(fd);
            return;
        }

        HandoverConnection connection;
        try
        {
            connection = Admit(fd, remote, mayLeave, replay: null);
        }
        catch (Exception reason)
        {
            _transport.Log.AcceptedConnectionFailed(Key, reason);
            Descriptor.Close(fd);
            return;
        }

        Serve(connection);
    }

    private HandoverConnection Admit(int fd, EndPoint? remote, bool mayLeave, Reentry? replay)
    {
        if (_transport.Options.NoDelay && EndPoint is IPEndPoint)
        {
            _ = SocketOption.TurnOn(fd, IPPROTO_TCP, TCP_NODELAY);
        }

        var connection = new HandoverConnection(_transport, this, fd, remote, mayLeave, replay);
        _transport.Accepted(connection);
        return connection;
    }
}
