using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Graceful.Transport;

/// <summary>The event loops of the process, started when the first endpoint is bound; connections are dealt out to them in turn.</summary>
internal sealed class EventLoopGroup(IOptions<SocketTransportOptions> options) : IDisposable
{
    private readonly Lock _lock = new();
    private EventLoop[]? _loops;
    private uint _next;
    private bool _disposed;

    /// <summary>The loop that accepts.</summary>
    internal EventLoop First => Started()[0];

    /// <summary>All that have been started.</summary>
    internal IReadOnlyList<EventLoop> All => _loops ?? [];

    internal EventLoop Next()
    {
        var loops = Started();
        return loops[Interlocked.Increment(ref _next) % (uint)loops.Length];
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var loop in _loops ?? [])
            {
                loop.Dispose();
            }

            _loops = [];
        }
    }

    private EventLoop[] Started()
    {
        if (_loops is { Length: > 0 } started)
        {
            return started;
        }

        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _loops ??= Start();
        }
    }

    private EventLoop[] Start()
    {
        // Kestrel's IO queues take turns on the pool; a loop is a thread, which receives for as many connections as two cores can
        // answer. One for each queue (by default each core) took the pool's time slices: p99 rose by half (bench/README.md).
        var loops = new EventLoop[Math.Max(1, (options.Value.IOQueueCount + 1) / 2)];
        for (var i = 0; i < loops.Length; i++)
        {
            loops[i] = new EventLoop($"graceful-io-{i}");
        }

        return loops;
    }
}
