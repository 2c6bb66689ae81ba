using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

/// <summary>
/// A connection for Kestrel that can move to another process between two requests, without the client noticing. Otherwise it behaves like
/// Kestrel's own socket connection.
/// </summary>
/// <remarks>
/// The phases are in <see cref="ConnectionState"/>, the offsets in <see cref="RequestBoundary"/>, the idle time in
/// <see cref="LingerClock"/>: none of them does I/O. <see cref="ReceiveLoop"/>, <see cref="SendLoop"/> and <see cref="ConnectionSocket"/>
/// do it. This type connects them with Kestrel and with the drain.
/// </remarks>
internal sealed partial class HandoffConnection : ConnectionFeatures, IEventTarget
{
    private readonly HandoffTransport _transport;
    private readonly EventLoop _loop;
    private readonly ConnectionSocket _socket;
    private readonly Pipe _input;
    private readonly Pipe _output;
    private readonly RequestBoundaryReader _reader;
    private readonly ReceiveLoop _receiveLoop;
    private readonly SendLoop _sendLoop;
    private readonly CancellationTokenSource _closed = new();
    private IDuplexPipe _pipes;
    private Task _receiving = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;
    private int? _registration;
    private volatile Exception? _abortReason;

    /// <param name="transport">The parts that all connections share.</param>
    /// <param name="listener">The listener that accepted the connection.</param>
    /// <param name="fd">The connected socket.</param>
    /// <param name="remote">The client's address.</param>
    /// <param name="mayLeave">False for a connection that the successor sent back.</param>
    /// <param name="replay">The request that goes on here; null for a connection between two requests.</param>
    internal HandoffConnection(
        HandoffTransport transport,
        HandoffListener listener,
        int fd,
        EndPoint? remote,
        bool mayLeave,
        Reentry? replay = null)
    {
        _transport = transport;
        Listener = listener;
        (_loop, MemoryPool) = transport.NextLoop();
        _socket = new ConnectionSocket(fd);
        _input = new Pipe(transport.InputOptions);
        _output = new Pipe(transport.OutputOptions);
        _reader = new RequestBoundaryReader(_input.Reader, this, transport.RunsInline);
        _pipes = new DuplexPipe(_reader, _output.Writer);
        _receiveLoop = new ReceiveLoop(this, _socket, _input.Writer);
        _sendLoop = new SendLoop(this, _socket, _output.Reader, _loop.SendQueue);
        _replay = replay is null ? null : new RequestReplay(replay);
        _linger = new LingerClock(transport.Drain is null ? 0 : Stopwatch.GetTimestamp());
        _pins = (int)(mayLeave ? PinReasons.None : PinReasons.SentBack);
        LocalEndPoint = SocketName.Local(fd) ?? listener.EndPoint;
        RemoteEndPoint = remote;
        ConnectionClosed = _closed.Token;
    }

    /// <summary>Gets the listener that accepted the connection; the successor must have the same endpoint.</summary>
    internal HandoffListener Listener { get; }

    public override MemoryPool<byte> MemoryPool { get; }

    public override Socket Socket => _socket.Expose();

    public override IDuplexPipe Transport
    {
        get => _pipes;
        set
        {
            // TLS or other connection middleware: the bytes on the socket are no longer requests.
            Pin(PinReasons.Wrapped);
            _frames = value.Input != _reader && MayBeHttp2 ? new FrameInsertingWriter(value.Output, MayJoinFlushes) : null;
            _pipes = _frames is null ? value : new DuplexPipe(value.Input, _frames);
        }
    }

    internal bool IsAborted => _abortReason is not null;

    internal ConnectionPhase Phase => _state.Phase;

    /// <summary>Starts to receive and send, because Kestrel has taken the connection.</summary>
    /// <returns>False when the descriptor cannot be watched: this connection is closed then, and the others go on.</returns>
    internal bool TryStart()
    {
        _receiving = ReceiveAsync();
        _sending = SendAsync();
        try
        {
            _registration = _loop.Register(_socket.Fd, EPOLLIN | EPOLLRDHUP | EPOLLET, this);
            return true;
        }
        catch (Exception reason)
        {
            Fail(LogUnexpected(reason));
            _ = DisposeAsync().AsTask();
            return false;
        }
    }

    /// <summary>Adds writability to the events that epoll reports.</summary>
    internal void WatchWritable() =>
        _loop.Modify(_socket.Fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, _registration!.Value);

    void IEventTarget.OnEvents(int events)
    {
        if ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0)
        {
            _receiveLoop.HangUp();
        }

        if ((events & ~EPOLLOUT) != 0)
        {
            _receiveLoop.Wake();
        }

        if ((events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0)
        {
            _sendLoop.SignalWritable();
        }
    }

    void IEventTarget.OnEventsFailed(Exception reason) => Fail(LogUnexpected(reason));

    /// <summary>Called by Kestrel. Without effect on a connection that is leaving.</summary>
    /// <param name="abortReason">Null for a connection that the client has closed (Http1Connection.OnInputOrOutputCompleted).</param>
    public override void Abort(ConnectionAbortedException? abortReason)
    {
        if (_state.TryApply(ConnectionEvent.ServerAborted))
        {
            ShutDown(abortReason ?? new ConnectionAbortedException("The connection was closed by the client."));
        }
    }

    /// <summary>Ends the connection at once, also one that is leaving and whose client does not read its last response.</summary>
    internal void Fail(Exception reason)
    {
        if (_state.TryApply(ConnectionEvent.Aborted))
        {
            ShutDown(reason);
        }
    }

    /// <summary>Called by Kestrel when it has finished with the connection: closes the descriptor or hands it over.</summary>
    public override async ValueTask DisposeAsync()
    {
        _reader.Complete();
        _output.Writer.Complete();
        _state.TryApply(ConnectionEvent.ServerFinished);
        _receiveLoop.Wake();
        await _receiving;
        await _sending;
        _replay?.Resume();

        if (_registration is { } token)
        {
            _loop.Unregister(_socket.Fd, token);
        }

        var fd = _socket.Release();
        _state.TryApply(ConnectionEvent.Released);
        if (_state.Phase == ConnectionPhase.HandedOver)
        {
            _transport.HandOver(this, fd);
        }
        else
        {
            _ = shutdown(fd, SHUT_RDWR);
            Descriptor.Close(fd);
            _transport.Closed(this);
            _move?.ReleasePermit();
        }

        // After the hand-over: the client waits for the successor, not for the application's callbacks.
        await NotifyClosedAsync();
        _closed.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Gives up the descriptor of a connection that Kestrel has not taken.</summary>
    internal int DetachUnstarted()
    {
        _state.TryApply(ConnectionEvent.Detached);
        _closed.Dispose();
        return _socket.Release();
    }

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            if (_replay is not null)
            {
                await ReplayAsync(_replay, _input.Writer);
            }

            error = await _receiveLoop.RunAsync(allocateFirst: !_transport.Options.WaitForDataBeforeAllocatingBuffer);
        }
        catch (Exception unexpected)
        {
            error = LogUnexpected(unexpected);
        }

        if (_move?.Left is not null)
        {
            await _sendLoop.WhenCut;
            await RunOnPoolAsync(static connection => connection._move!.Left!.CancelMovedOn());
        }

        await _input.Writer.CompleteAsync(_abortReason ?? error);

        // A long-lived request ends here as it does when its client has gone. An idle connection must not: see ConnectionState.Next.
        if (_state.Phase != ConnectionPhase.Leaving || _move?.Left is not null)
        {
            await NotifyClosedAsync();
        }
    }

    private async Task SendAsync()
    {
        Exception? error = null;
        try
        {
            error = await _sendLoop.RunAsync(discardsHead: _replay is { Request.IsUnanswered: false });
        }
        catch (Exception unexpected)
        {
            error = LogUnexpected(unexpected);
        }

        _sendLoop.EndCut();
        if (error is not null)
        {
            Fail(error);
        }

        // The application's writes have no effect once its client has gone, as with Kestrel's own transport (SocketConnection.cs, DoSend).
        await _output.Reader.CompleteAsync(error is ConnectionResetException ? null : error);

        // The receive loop must not wait for Kestrel to read any more.
        _input.Writer.CancelPendingFlush();
        if (error is not null)
        {
            _receiveLoop.Wake();
        }
    }

    /// <summary>Ends both directions at once and wakes both loops.</summary>
    private void ShutDown(Exception reason)
    {
        // Before the loops wake, so that they find it.
        _ = Interlocked.CompareExchange(ref _abortReason, reason, null);
        _socket.ShutDown();
        _sendLoop.Wake();
        _receiveLoop.Wake();
    }
}
