using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Graceful.Transport;

/// <summary>The event loops of the process, started when the first endpoint is bound. Connections are assigned round-robin.</summary>
/// <param name="options">The number of IO queues that Kestrel's own transport would have.</param>
/// <param name="createSendQueue">Creates the queue of a loop; on the thread pool by default.</param>
internal sealed class EventLoopGroup(IOptions<SocketTransportOptions> options, Func<SendQueue>? createSendQueue = null) : IDisposable
{
    private readonly Lock _lock = new();
    private EventLoop[]? _loops;
    private uint _next;
    private bool _disposed;

    /// <summary>Gets the loop that accepts connections.</summary>
    internal EventLoop First => Started()[0];

    /// <summary>Gets the loops that have been started.</summary>
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
        // Kestrel's IO queues share the pool's threads; a loop has its own. One loop receives for as many connections as two cores
        // can answer. A loop for each queue (by default each core) competed with the pool: p99 rose by half (bench/README.md).
        var loops = new EventLoop[Math.Max(1, (options.Value.IOQueueCount + 1) / 2)];
        for (var i = 0; i < loops.Length; i++)
        {
            loops[i] = new EventLoop($"graceful-io-{i}", createSendQueue?.Invoke() ?? new SendQueue());
        }

        return loops;
    }
}
