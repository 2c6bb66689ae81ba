using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Transport;

/// <summary>
/// A connection for Kestrel over a descriptor of our own. It does what Kestrel's socket connection does, and one thing more:
/// between two requests it can leave this process without the client noticing (see <c>HandoffConnection.Leaving.cs</c>).
/// </summary>
internal sealed partial class HandoffConnection : ConnectionContext, IEventTarget
{
    private const int MinAllocBufferSize = PinnedBlockPool.BlockSize / 2;

    private readonly HandoffTransport _transport;
    private readonly EventLoop _loop;
    private readonly Pipe _input;
    private readonly Pipe _output;
    private readonly RequestBoundaryReader _reader;
    private readonly AsyncAutoResetEvent _readable = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _fdLock = new();
    private Task _receiving = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;
    private int _token = -1;
    private int _fd;

    // mayLeave is false for one that the successor has refused: it would come back for ever.
    internal HandoffConnection(HandoffTransport transport, HandoffListener listener, int fd, EndPoint? remote, bool mayLeave)
    {
        _transport = transport;
        _fd = fd;
        Listener = listener;
        (_loop, MemoryPool) = transport.NextLoop();
        _input = new Pipe(transport.InputOptions);
        _output = new Pipe(transport.OutputOptions);
        _reader = new RequestBoundaryReader(_input.Reader, this);
        _pipes = new DuplexPipe(_reader, _output.Writer);
        LocalEndPoint = SocketName.Local(fd) ?? listener.EndPoint;
        RemoteEndPoint = remote;
        ConnectionClosed = _closed.Token;
        _isPinned = !mayLeave;
    }

    /// <summary>Where the connection was accepted; its successor must have the same endpoint.</summary>
    internal HandoffListener Listener { get; }

    public MemoryPool<byte> MemoryPool { get; }

    /// <summary>Begins to receive and send: Kestrel has taken the connection.</summary>
    internal void Start()
    {
        _receiving = ReceiveAsync();
        _sending = SendAsync();
        _token = _loop.Register(_fd, Libc.EPOLLIN | Libc.EPOLLRDHUP | Libc.EPOLLET, this);
    }

    void IEventTarget.OnEvents(uint events)
    {
        if ((events & (Libc.EPOLLRDHUP | Libc.EPOLLHUP | Libc.EPOLLERR)) != 0)
        {
            _hungUp = true;
        }

        if ((events & ~Libc.EPOLLOUT) != 0)
        {
            _readable.Signal();
        }

        if ((events & (Libc.EPOLLOUT | Libc.EPOLLHUP | Libc.EPOLLERR)) != 0)
        {
            Volatile.Read(ref _writable)?.Signal();
        }
    }

    public override void Abort(ConnectionAbortedException? abortReason)
    {
        if (_left)
        {
            // Kestrel aborts a connection whose input has ended (HttpConnection.OnConnectionClosed), but this one has only left:
            // shutdown(2) acts on the socket, whoever else has it.
            return;
        }

        // Kestrel passes null for a connection that the client has closed (Http1Connection.OnInputOrOutputCompleted).
        ShutDown(abortReason ?? new ConnectionAbortedException("The connection was closed by the client."));

        // After the reason is set, so that the loops find it.
        _output.Reader.CancelPendingRead();
        _readable.Signal();
        Volatile.Read(ref _writable)?.Signal();
    }

    /// <summary>Called by Kestrel when it has finished with the connection: the descriptor is closed here, or leaves.</summary>
    public override async ValueTask DisposeAsync()
    {
        _reader.Complete();
        _output.Writer.Complete();
        _finished = true;
        _readable.Signal();
        await _receiving;
        await _sending;

        int fd;
        lock (_fdLock)
        {
            fd = _fd;
            _fd = -1;
        }

        if (_token >= 0)
        {
            _loop.Unregister(fd, _token);
        }

        if (_left && _abortReason is null)
        {
            _transport.HandOver(this, fd);

            // Only now: the client waits for the successor, not for what the application does when a connection has gone.
            await NotifyClosedAsync();
        }
        else
        {
            _ = Libc.shutdown(fd, Libc.SHUT_RDWR);
            Descriptor.Close(fd);
            _transport.Closed(this);
            if (_left)
            {
                // It was on its way out when it was aborted: the receive loop has told nobody.
                await NotifyClosedAsync();
            }
        }

        _closed.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Gives the descriptor up before Kestrel has ever seen the connection.</summary>
    internal int DetachUnstarted()
    {
        lock (_fdLock)
        {
            var fd = _fd;
            _fd = -1;
            _closed.Dispose();
            return fd;
        }
    }

    /// <summary>
    /// Ends both directions at once; the descriptor stays open until both loops have stopped, so that its number cannot be anyone else's.
    /// </summary>
    private void ShutDown(Exception reason)
    {
        lock (_fdLock)
        {
            _abortReason ??= reason;
            if (_fd >= 0)
            {
                _ = Libc.shutdown(_fd, Libc.SHUT_RDWR);
            }
        }
    }

    private sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
