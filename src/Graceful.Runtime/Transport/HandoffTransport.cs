using System.Buffers;
using System.IO.Pipelines;
using Graceful.Posix;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Transport;

/// <summary>What all connections of the process share: event loops, buffers, options, the gate, and the way out.</summary>
internal sealed class HandoffTransport : IDisposable
{
    private readonly EventLoopGroup _loops;
    private readonly IConnectionGate _gate;
    private readonly PinnedBlockPool _pool = new();
    private readonly PipeOptions _inputOptions;
    private readonly PipeOptions _outputOptions;
    private volatile IConnectionSink? _sink;
    private volatile bool _isDraining;

    public HandoffTransport(
        EventLoopGroup loops,
        IConnectionGate gate,
        IOptions<SocketTransportOptions> options,
        ILoggerFactory loggers)
    {
        _loops = loops;
        _gate = gate;
        Options = options.Value;
        Log = loggers.CreateLogger("Graceful.Transport");

        // An event loop must not run the application: the reader's side goes to the pool unless the user wants it otherwise.
        // Sending does not block, so that it happens at once, on the thread that flushes.
        var application = Options.UnsafePreferInlineScheduling ? PipeScheduler.Inline : PipeScheduler.ThreadPool;
        _inputOptions = Pipe(application, Options.MaxReadBufferSize ?? 0);
        _outputOptions = Pipe(PipeScheduler.Inline, Options.MaxWriteBufferSize ?? 0);

        PipeOptions Pipe(PipeScheduler reader, long pauseAt) =>
            new(_pool, reader, PipeScheduler.ThreadPool, pauseAt, pauseAt / 2, useSynchronizationContext: false);
    }

    internal SocketTransportOptions Options { get; }

    internal ILogger Log { get; }

    /// <summary>Set while the process drains into a successor.</summary>
    internal IConnectionSink? Sink
    {
        get => _sink;
        set => _sink = value;
    }

    /// <summary>Connections that come while this is so begin as draining ones.</summary>
    internal bool IsDraining
    {
        get => _isDraining;
        set => _isDraining = value;
    }

    internal EventLoop AcceptLoop => _loops.First;

    internal (EventLoop Loop, MemoryPool<byte> Pool) NextLoop() => (_loops.Next(), _pool);

    internal PipeOptions InputOptions => _inputOptions;

    internal PipeOptions OutputOptions => _outputOptions;

    internal void Accepted(HandoffConnection connection) => _gate.Enter(connection);

    internal void Closed(HandoffConnection connection) => _gate.Leave(connection, Departure.Closed);

    /// <summary>Passes a connection on that is between requests.</summary>
    internal void HandOver(HandoffConnection connection, int fd)
    {
        if (_sink is { } sink)
        {
            sink.Take(connection, fd);
        }
        else
        {
            Returned(connection, fd, mayLeave: true);
        }
    }

    /// <summary>The successor has the connection: this process lets go of it.</summary>
    internal void Moved(HandoffConnection connection, int fd)
    {
        Descriptor.Close(fd);
        _gate.Leave(connection, Departure.Moved);
    }

    /// <summary>The successor does not have the connection: it is as if it had just been accepted here.</summary>
    internal void Returned(HandoffConnection connection, int fd, bool mayLeave)
    {
        // Before the gate counts it out: it must not reach zero in between.
        connection.Listener.Adopt(fd, mayLeave);
        _gate.Leave(connection, Departure.Returned);
    }

    public void Dispose() => _pool.Dispose();
}
