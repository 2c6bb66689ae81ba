using System.Buffers;
using System.IO.Pipelines;
using Graceful.Posix;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Transport;

/// <summary>The parts that all connections of the process share: event loops, buffers, options, the gate and the sink.</summary>
internal sealed class HandoverTransport : IDisposable
{
    private readonly EventLoopGroup _loops;
    private readonly IConnectionGate _gate;
    private readonly ConnectionLimit _limit;
    private readonly PinnedBlockPool _pool = new();
    private readonly PipeOptions _inputOptions;
    private readonly PipeOptions _outputOptions;
    private volatile ActiveDrain? _drain;

    public HandoverTransport(
        EventLoopGroup loops,
        IConnectionGate gate,
        ConnectionLimit limit,
        IOptions<SocketTransportOptions> options,
        ILoggerFactory loggers)
    {
        _loops = loops;
        _gate = gate;
        _limit = limit;
        Options = options.Value;
        Log = loggers.CreateLogger("Graceful.Transport");

        // RequestBoundaryReader moves Kestrel to the pool. Sending does not block, so that it runs at once on the flushing thread.
        _inputOptions = Pipe(Options.MaxReadBufferSize ?? 0);
        _outputOptions = Pipe(Options.MaxWriteBufferSize ?? 0);

        PipeOptions Pipe(long pauseAt) =>
            new(_pool, PipeScheduler.Inline, PipeScheduler.ThreadPool, pauseAt, pauseAt / 2, useSynchronizationContext: false);
    }

    internal SocketTransportOptions Options { get; }

    /// <summary>
    /// True when the event loop runs the application: the user's choice. Otherwise Kestrel goes on in the pool, since the loop must not
    /// wait.
    /// </summary>
    internal bool RunsInline => Options.UnsafePreferInlineScheduling;

    internal ILogger Log { get; }

    /// <summary>
    /// Gets or sets the drain in progress; null while the process serves. Connections accepted meanwhile drain from the start.
    /// </summary>
    internal ActiveDrain? Drain
    {
        get => _drain;
        set => _drain = value;
    }

    /// <summary>Gets or sets the receiver of the ends of long-lived requests in a restart. Called on any thread.</summary>
    internal Action<LongLivedEnd>? LongLivedEnded { get; set; }

    /// <summary>Gets or sets the clock for limits of listeners, in milliseconds.</summary>
    internal Func<long> Now { get; set; } = static () => Environment.TickCount64;

    internal EventLoop AcceptLoop => _loops.First;

    internal (EventLoop Loop, MemoryPool<byte> Pool) NextLoop() => (_loops.Next(), _pool);

    internal PipeOptions InputOptions => _inputOptions;

    internal PipeOptions OutputOptions => _outputOptions;

    /// <summary>True when no new connection may be accepted.</summary>
    internal bool IsFull => _limit.IsReached(_gate);

    internal void Accepted(HandoverConnection connection) => _gate.Enter(connection);

    /// <inheritdoc cref="IConnectionGate.AddBacklog"/>
    internal void AddBacklog() => _gate.AddBacklog();

    /// <inheritdoc cref="IConnectionGate.RemoveBacklog"/>
    internal void RemoveBacklog() => _gate.RemoveBacklog();

    internal void Closed(HandoverConnection connection) => _gate.Leave(connection, ConnectionOutcome.Closed);

    /// <summary>Passes a connection at a boundary to the successor, or serves it again when the drain was taken back.</summary>
    internal void HandOver(HandoverConnection connection, int fd)
    {
        if (_drain?.Successor is { } sink)
        {
            sink.Take(connection, fd);
        }
        else
        {
            Returned(connection, fd, mayLeave: true);
        }
    }

    /// <summary>The successor has adopted the connection: closes this process's descriptor.</summary>
    internal void Moved(HandoverConnection connection, int fd)
    {
        connection.EndHandOver(isAdopted: true);
        Descriptor.Close(fd);
        _gate.Leave(connection, ConnectionOutcome.Moved);
    }

    /// <summary>A long-lived request that has moved goes on in the successor: another one may leave.</summary>
    internal void Resumed() => _drain?.Moves?.Release();

    /// <summary>The successor has not adopted the connection: serves it here, like one that was just accepted.</summary>
    internal void Returned(HandoverConnection connection, int fd, bool mayLeave)
    {
        connection.EndHandOver(isAdopted: false);

        // Enter before leave: the gate must not reach zero in between.
        connection.Listener.Adopt(fd, mayLeave, connection.Reentry);
        _gate.Leave(connection, ConnectionOutcome.Returned);
    }

    public void Dispose() => _pool.Dispose();
}
