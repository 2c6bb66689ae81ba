using Graceful.Transport;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Draining;

/// <summary>Empties the process of connections without losing a request, and can be called off until the end.</summary>
internal interface IDrain
{
    /// <summary>Connections that are still here.</summary>
    int Remaining { get; }

    /// <summary>What is still here: which endpoint, which request, how long; the longest first.</summary>
    IReadOnlyList<ConnectionReport> Describe();

    /// <summary>Stops accepting, and lets each connection go as soon as it is between requests: to the successor, or by an announced close.</summary>
    /// <param name="successor">Where connections go that can move; <see langword="null"/> when there is no successor.</param>
    /// <param name="whenEmpty">Called once, from any thread, when nobody is left.</param>
    void Begin(IConnectionSink? successor, Action whenEmpty);

    /// <summary>Ends connections that idle here and cannot leave.</summary>
    void CloseIdle();

    /// <summary>Ends every connection.</summary>
    /// <returns>What was lost by that.</returns>
    AbortedWork Abort();

    /// <summary>Accepts again, and keeps what has not left.</summary>
    void CallOff();

    /// <summary>How many connections have moved to a successor and how many were closed since <see cref="Begin"/>.</summary>
    (int Moved, int Closed) TakeCounts();
}

/// <summary>What was still there when the time was over.</summary>
internal readonly record struct AbortedWork(int Connections, int Requests);

/// <inheritdoc cref="IDrain"/>
internal sealed class Drain(ListenerTable listeners, HandoffTransport transport, ConnectionGate gate) : IDrain
{
    public int Remaining => gate.Count;

    public IReadOnlyList<ConnectionReport> Describe() =>
        [.. gate.Snapshot().Select(connection => connection.Describe()).OrderByDescending(connection => connection.Since)];

    public void Begin(IConnectionSink? successor, Action whenEmpty)
    {
        _ = gate.TakeCounts();
        transport.Sink = successor;
        transport.IsDraining = true;

        // After that, so that a listener which begins to accept at this moment is either stopped here or sees it.
        foreach (var listener in listeners.Active)
        {
            listener.StopAccepting();
        }

        if (successor is not null)
        {
            HandOverUnstarted(successor);
        }

        // Kestrel's threads write "I wait" and then read "does it drain?", without a fence between the two: that fence would be
        // paid for by every request. This one makes up for it, once per drain.
        Interlocked.MemoryBarrierProcessWide();
        foreach (var connection in gate.Snapshot())
        {
            connection.LookAgain();
        }

        gate.NotifyWhenEmpty(whenEmpty);
    }

    public void CloseIdle()
    {
        foreach (var connection in gate.Snapshot())
        {
            connection.CloseWhenIdle();
        }
    }

    public AbortedWork Abort()
    {
        var remaining = gate.Snapshot();
        var requests = remaining.Sum(connection => connection.RequestsUnderWay);
        foreach (var connection in remaining)
        {
            connection.Abort(new ConnectionAbortedException("The connection was still open when the drain time was over."));
        }

        return new AbortedWork(remaining.Count, requests);
    }

    public void CallOff()
    {
        gate.StopNotifying();
        transport.IsDraining = false;
        transport.Sink = null;
        foreach (var connection in gate.Snapshot())
        {
            connection.KeepWhenIdle();
        }

        foreach (var listener in listeners.Active)
        {
            listener.ResumeAccepting();
        }
    }

    public (int Moved, int Closed) TakeCounts() => gate.TakeCounts();

    private void HandOverUnstarted(IConnectionSink successor)
    {
        foreach (var listener in listeners.Active)
        {
            while (listener.TryTakeUnstarted(out var connection))
            {
                successor.Take(connection, connection.DetachUnstarted());
            }
        }
    }
}
