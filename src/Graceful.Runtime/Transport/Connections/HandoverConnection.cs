using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

/// <summary>
/// A connection for Kestrel that can move to another process between two requests, without the client noticing. Otherwise it behaves like
/// Kestrel's own socket connection.
/// </summary>
/// <remarks>
/// The phases are in <see cref="ConnectionState"/>, the offsets in <see cref="RequestBoundary"/>, the idle time in
/// <see cref="LingerClock"/>, the requests that move while they run in <see cref="LongLivedMove"/> and <see cref="RequestReplay"/>: none of
/// them does I/O. <see cref="ReceiveLoop"/>, <see cref="SendLoop"/> and <see cref="ConnectionSocket"/> do it. This type connects them with
/// Kestrel and with the drain.
/// </remarks>
internal sealed partial class HandoverConnection : ConnectionFeatures
{
    private readonly HandoverTransport _transport;
    private readonly EventLoop _loop;
    private readonly ConnectionSocket _socket;
    private readonly Pipe _input;
    private readonly Pipe _output;
    private readonly RequestBoundaryReader _reader;
    private readonly ReceiveLoop _receiveLoop;
    private readonly SendLoop _sendLoop;
    private readonly CancellationTokenSource _closed = new();

    // Null unless the connection moved here during a request.
    private readonly RequestReplay? _replay;

    // Null until a request that may move begins: most connections never need it. Created by the thread of that request.
    private volatile LongLivedMove? _move;

    // Any thread changes the phase. The other two have fields of several threads, each with its writer beside it.
    private ConnectionState _state;
    private RequestBoundary _boundary;
    private LingerClock _linger;

    // Written by the receive loop before Kestrel reads the first bytes.
    private OpeningBytes _opening;

    // PinReasons, added by any thread and never removed. Not a phase: several may apply at once, and in each phase.
    private int _pins;

    // Created once, by any thread. Null until a connection of HTTP/2 has to announce its end.
    private GoAwayAnnouncer? _goAway;

    // Replaced by connection middleware before Kestrel reads the first request. The writer is null unless HTTP/2 may run above TLS.
    private IDuplexPipe _pipes;
    private FrameInsertingWriter? _frames;

    // Written and read by the thread of an HTTP/1.1 request. Decided when the request begins: a handler may take long to respond.
    private bool _endsPipelining;

    // Written by the thread that begins the drain, before it wakes the receive loop. Read by that loop.
    private long _receivedBeforeDrain;

    // Created by the first handler of HTTP/2 that waits, on any thread. Null in HTTP/1.1, which has one request at a time.
    private WaitingStreams? _streams;

    // The latest request, for the log. Each request writes it, so that it must cost little.
    private string? _method;
    private string? _path;
    private long _begunAt;

    // Written by TryStart. The registration is null while epoll does not watch the descriptor.
    private Task _receiving = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;
    private int? _registration;

    // Written by the receive loop, or by DisposeAsync after that loop. Both wait for the same callbacks, which run once.
    private Task? _closeNotified;

    // Written by the thread that ends the drain. The socket is shut down for this reason when the send loop has ended.
    private volatile Exception? _shutDownReason;

    // The first reason, of any thread. Not in the phase: Closing does not distinguish an abort from an ordinary end.
    private volatile Exception? _abortReason;

    /// <param name="transport">The parts that all connections share.</param>
    /// <param name="listener">The listener that accepted the connection.</param>
    /// <param name="fd">The connected socket.</param>
    /// <param name="remote">The client's address.</param>
    /// <param name="mayLeave">False for a connection that the successor sent back.</param>
    /// <param name="replay">The request that goes on here; null for a connection between two requests.</param>
    internal HandoverConnection(
        HandoverTransport transport,
        HandoverListener listener,
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
    internal HandoverListener Listener { get; }

    public override MemoryPool<byte> MemoryPool { get; }

    public override Socket Socket => _socket.Expose();

    public override IDuplexPipe Transport
    {
        get => _pipes;
        set
        {
            // TLS or other connection middleware: the bytes on the socket are no longer requests.
            Pin(PinReasons.Wrapped);

            // Middleware that ends sets back what it has replaced. TLS is disposed by then, and its protocol cannot be read.
            var isSetBack = value is DuplexPipe;
            _frames = !isSetBack && value.Input != _reader && MayBeHttp2 ? new FrameInsertingWriter(value.Output, MayJoinFlushes) : null;
            _pipes = _frames is null ? value : new DuplexPipe(value.Input, _frames);
        }
    }

    internal bool IsAborted => _abortReason is not null;

    internal ConnectionPhase Phase => _state.Phase;

    internal int RequestsUnderWay => _state.Requests;

    internal bool HasEnded => _state.HasEnded;

    private PinReasons Pins => (PinReasons)Volatile.Read(ref _pins);

    private bool IsHttp2 => (Pins & PinReasons.Http2) != 0;

    private bool IsWrapped => (Pins & PinReasons.Wrapped) != 0;

    /// <summary>True unless TLS has negotiated another protocol in its handshake, which ends before TLS replaces the transport.</summary>
    private bool MayBeHttp2 =>
        Find(typeof(ITlsApplicationProtocolFeature)) is not ITlsApplicationProtocolFeature tls
        || tls.ApplicationProtocol.Span.SequenceEqual("h2"u8);

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

    /// <summary>Sets what is called once when the application has taken a replayed request over, or the connection has ended.</summary>
    internal void OnResumed(Action action) => _replay!.OnResumed(action);

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
            StreamSocket.ShutDown(fd);
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

    /// <summary>Ends both directions at once and wakes both loops.</summary>
    private void ShutDown(Exception reason)
    {
        // Before the loops wake, so that they find it.
        _ = Interlocked.CompareExchange(ref _abortReason, reason, null);
        _socket.ShutDown();
        _sendLoop.Wake();
        _receiveLoop.Wake();
    }

    private void Pin(PinReasons reason) => Interlocked.Or(ref _pins, (int)reason);

    /// <summary>Cancels the ConnectionClosed token once, on the pool: its callbacks are Kestrel's and the application's.</summary>
    private Task NotifyClosedAsync() => _closeNotified ??= RunOnPoolAsync(static connection => connection._closed.Cancel());

    /// <summary>Closes an idle connection in Kestrel's way, on the pool: the callbacks are Kestrel's and the application's.</summary>
    private void RequestClose() =>
        _ = RunOnPoolAsync(static connection => connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose());

    private Task RunOnPoolAsync(Action<HandoverConnection> action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(
            static item =>
            {
                try
                {
                    item.action(item.Connection);
                }
                catch (AggregateException thrownByCallbacks)
                {
                    item.Connection.LogUnexpected(thrownByCallbacks);
                }

                item.done.SetResult();
            },
            (Connection: this, action, done),
            preferLocal: false);
        return done.Task;
    }
}
