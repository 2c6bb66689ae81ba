using System.Collections.Concurrent;
using System.Threading.Channels;
using Graceful.Posix;
using Graceful.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Transport;

/// <summary>Takes the place of the successor's channel: another server of the test adopts the connections that leave.</summary>
internal sealed class AdoptingSink(HandoverServer from, HandoverServer to) : IConnectionSink
{
    private int _taken;

    internal int Taken => Volatile.Read(ref _taken);

    public bool TakesReentries => true;

    public bool TakesEventStreams => true;

    public bool TakesUnansweredRequests => true;

    public bool ReportsResumed => false;

    public void Take(HandoverConnection connection, int fd)
    {
        Interlocked.Increment(ref _taken);
        to.Listener.Adopt(Duplicate(fd), replay: connection.Reentry);
        from.Transport.Moved(connection, fd);
    }

    /// <summary>Creates another descriptor for the same open socket, as SCM_RIGHTS does in the receiver.</summary>
    internal static int Duplicate(int fd) => PosixException.Check(LibC.fcntl(fd, LibC.F_DUPFD_CLOEXEC, 0), "fcntl(F_DUPFD_CLOEXEC)");
}

/// <summary>Holds connections that leave until the test decides.</summary>
internal sealed class HoldingSink : IConnectionSink
{
    private readonly Channel<(HandoverConnection Connection, int Fd)> _held = Channel.CreateUnbounded<(HandoverConnection, int)>();
    private readonly ConcurrentBag<HandoverConnection> _all = [];

    internal int Taken => _all.Count;

    public bool TakesReentries => true;

    public bool TakesEventStreams => true;

    public bool TakesUnansweredRequests => true;

    public bool ReportsResumed => false;

    public void Take(HandoverConnection connection, int fd)
    {
        _all.Add(connection);
        _held.Writer.TryWrite((connection, fd));
    }

    internal async Task<(HandoverConnection Connection, int Fd)> NextAsync()
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        return await _held.Reader.ReadAsync(limit.Token);
    }
}
