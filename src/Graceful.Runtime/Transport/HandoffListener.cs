using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

/// <summary>
/// A listener for Kestrel. It accepts in the event loop, so that stopping is a matter of taking the descriptor out of epoll:
/// no accept is ever abandoned half-way. What it has accepted waits in a queue until Kestrel asks for it.
/// </summary>
internal sealed partial class HandoffListener : IConnectionListener, IEventTarget
{
    /// <summary>A crowd of new connections must not keep the loop's other connections waiting.</summary>
    private const int AcceptsPerEvent = 64;

    private const int RetryMilliseconds = 100;

    private readonly ListenerTable _table;
    private readonly HandoffTransport _transport;
    private readonly Channel<HandoffConnection> _accepted =
        Channel.CreateUnbounded<HandoffConnection>(new UnboundedChannelOptions
        {
            // Kestrel's accept loop does little and does not block (ConnectionDispatcher.cs): it runs where the connection comes
            // from, and a hop to the pool is saved.
            AllowSynchronousContinuations = true,
        });

    // Touched on the event loop only, once it accepts.
    private ListeningSocket _socket;
    private Timer? _retry;
    private int _token = -1;
    private bool _isWanted;

    private volatile bool _isStarted;
    private volatile bool _isUnbound;

    internal HandoffListener(ListenerTable table, HandoffTransport transport, ListeningSocket socket)
    {
        _table = table;
        _transport = transport;
        _socket = socket;
    }

    internal string Key => _socket.Key;

    /// <summary>−1 when this process has stopped listening here for good (<see cref="GiveUp"/>).</summary>
    internal int Fd => _socket.Fd;

    /// <summary>Which file is behind the path of a Unix socket.</summary>
    internal FileIdentity? File => _socket.Path?.File;

    /// <inheritdoc cref="ListeningSocket.IsManaged"/>
    internal bool IsManaged
    {
        get => _socket.IsManaged;
        set => _socket.IsManaged = value;
    }

    public EndPoint EndPoint => _socket.EndPoint;

    /// <summary>Kestrel's first question is the sign that it is ready: nothing is accepted before, nor before the process is (<see cref="ListenerTable.MayAccept"/>).</summary>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            ResumeAccepting();
        }

        while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_accepted.Reader.TryRead(out var connection))
            {
                connection.Start();
                return connection;
            }
        }

        return null;
    }

    /// <summary>The process is ready. Where Kestrel has not asked yet, its question will find that out.</summary>
    internal void BeginAccepting()
    {
        if (_isStarted)
        {
            ResumeAccepting();
        }
    }

    /// <summary>Afterwards this process accepts nothing more here; the socket goes on listening, and clients queue in its backlog.</summary>
    internal void StopAccepting() => _transport.AcceptLoop.Invoke(() =>
    {
        _isWanted = false;
        Unwatch();
    });

    internal void ResumeAccepting() => _transport.AcceptLoop.Invoke(() =>
    {
        // Kestrel's first question may come after a drain has begun: a stop was asked for while it was starting.
        _isWanted = !_isUnbound && _table.MayAccept && !_transport.IsDraining;
        if (_isWanted && _isGivenUp)
        {
            ListenAgain();
        }

        Watch();
    });

    /// <summary>Serves a connection that another process, or this one, has accepted before.</summary>
    internal void Adopt(int fd, bool mayLeave = true)
    {
        HandoffConnection connection;
        try
        {
            connection = Admit(fd, mayLeave);
        }
        catch (ObjectDisposedException)
        {
            // It came back from a successor that died when this process was past its own end: nobody is left to serve it.
            Descriptor.Close(fd);
            return;
        }

        Serve(connection);
    }

    /// <summary>Counts a connection in, so that no drain can miss it from now on; <see cref="Serve"/> follows.</summary>
    internal HandoffConnection Admit(int fd, bool mayLeave = true) => Admit(fd, SocketName.Remote(fd), mayLeave);

    internal void Serve(HandoffConnection connection)
    {
        if (!_accepted.Writer.TryWrite(connection))
        {
            // Unbound in between: nobody will ask for it.
            _ = connection.DisposeAsync().AsTask();
        }
    }

    /// <summary>Takes back what was accepted and has not reached Kestrel yet.</summary>
    internal bool TryTakeUnstarted([NotNullWhen(true)] out HandoffConnection? connection) =>
        _accepted.Reader.TryRead(out connection);

    void IEventTarget.OnEvents(uint events)
    {
        for (var i = 0; i < AcceptsPerEvent && _token >= 0; i++)
        {
            if (!TryAccept(mayLeave: true))
            {
                return;
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _isUnbound = true;
        StopAccepting();
        _accepted.Writer.TryComplete();
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        while (_accepted.Reader.TryRead(out var left))
        {
            await left.DisposeAsync();
        }

        _table.Remove(_socket);
    }

    private unsafe bool TryAccept(bool mayLeave)
    {
        var address = stackalloc byte[SocketName.MaxLength];
        uint length = SocketName.MaxLength;
        var fd = Libc.accept4(Fd, address, &length, Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC);
        if (fd >= 0)
        {
            Serve(Admit(fd, SocketName.Parse(new ReadOnlySpan<byte>(address, (int)length)), mayLeave));
            return true;
        }

        var errno = Marshal.GetLastPInvokeError();
        switch (errno)
        {
            // The latter of a Unix socket that was told to refuse.
            case Errno.EAGAIN or Errno.EINVAL:
                return false;

            // Linux passes errors on that the new connection already has (accept(2)): that client is gone, the next may be there.
            case Errno.EINTR or Errno.ECONNABORTED or Errno.EPROTO or Errno.ENETDOWN or Errno.ENETUNREACH
                or Errno.EHOSTDOWN or Errno.EHOSTUNREACH or Errno.ETIMEDOUT:
                return true;

            default:
                RetryLater(errno);
                return false;
        }
    }

    /// <summary>Out of descriptors or memory: the connection stays in the backlog, and a level-triggered loop would spin on it.</summary>
    private void RetryLater(int errno)
    {
        _transport.Log.AcceptFailed(Key, Marshal.GetPInvokeErrorMessage(errno), RetryMilliseconds);
        Unwatch();
        _retry = new Timer(_ => _transport.AcceptLoop.Invoke(Retry), null, RetryMilliseconds, Timeout.Infinite);
    }

    private void Watch()
    {
        if (_isWanted && _token < 0)
        {
            // Level-triggered: what the bound on accepts leaves in the backlog is told again.
            _token = _transport.AcceptLoop.Register(Fd, Libc.EPOLLIN, this);
        }
    }

    private void Unwatch()
    {
        _retry?.Dispose();
        _retry = null;
        if (_token >= 0)
        {
            _transport.AcceptLoop.Unregister(Fd, _token);
            _token = -1;
        }
    }

    private unsafe HandoffConnection Admit(int fd, EndPoint? remote, bool mayLeave)
    {
        if (_transport.Options.NoDelay && EndPoint is IPEndPoint)
        {
            var on = 1;
            _ = Libc.setsockopt(fd, Libc.IPPROTO_TCP, Libc.TCP_NODELAY, &on, sizeof(int));
        }

        var connection = new HandoffConnection(_transport, this, fd, remote, mayLeave);
        _transport.Accepted(connection);
        return connection;
    }
}
