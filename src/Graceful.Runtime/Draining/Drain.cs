using System.Diagnostics;
using Graceful.Transport;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Draining;

/// <summary>Empties the process of connections without losing a request. It can be taken back until the end.</summary>
internal interface IDrain
{
    /// <summary>Gets the number of open connections.</summary>
    int Remaining { get; }

    /// <summary>True when no connection is open, and no stopped listener has a backlog.</summary>
    bool IsEmpty { get; }

    /// <summary>
    /// Describes the open connections that have not been aborted in this drain, those with the longest running requests first.
    /// </summary>
    /// <param name="exceptMoving">True to leave out those that may still move to the successor.</param>
    IReadOnlyList<ConnectionReport> Describe(bool exceptMoving = false);

    /// <summary>
    /// Stops listening at the endpoints that no other process can serve, so that later clients are refused. Those in the backlog are
    /// served, and are part of a drain that begins afterwards, or of the present one after <see cref="NotifyWhenEmpty"/>. Cannot be taken
    /// back.
    /// </summary>
    void StopListening();

    /// <summary>
    /// Stops listening at these endpoints, which the successor does not serve. <see cref="TakeBack"/> listens again. Otherwise as
    /// <see cref="StopListening()"/>.
    /// </summary>
    /// <param name="keys">The keys of the listeners.</param>
    void StopListening(IReadOnlyList<string> keys);

    /// <summary>
    /// Stops accepting. Each connection then moves to the successor between two requests, or ends with an announced close.
    /// </summary>
    /// <param name="successor">Receives the connections that can move; <see langword="null"/> without a successor.</param>
    /// <param name="linger">The time in which an idle connection that cannot move may make another request.</param>
    /// <param name="whenEmpty">Called once, on any thread, when no connection is left.</param>
    void Begin(IConnectionSink? successor, TimeSpan linger, Action whenEmpty);

    /// <summary>Notifies once more, as <see cref="Begin"/>: a backlog has become part of the drain.</summary>
    void NotifyWhenEmpty(Action whenEmpty);

    /// <summary>Closes idle connections that cannot move.</summary>
    void CloseIdle();

    /// <summary>Aborts every connection that has not been aborted in this drain.</summary>
    /// <param name="exceptMoving">True to leave out those that may still move to the successor.</param>
    /// <returns>The numbers of aborted connections and requests.</returns>
    AbortedWork Abort(bool exceptMoving = false);

    /// <summary>Accepts again, and keeps the connections that have not left.</summary>
    void TakeBack();

    /// <summary>Returns and resets the numbers of moved and closed connections since <see cref="Begin"/>.</summary>
    (int Moved, int Closed) TakeCounts();
}

/// <summary>The connections and requests that <see cref="IDrain.Abort"/> ended.</summary>
internal readonly record struct AbortedWork(int Connections, int Requests)
{
    public static AbortedWork operator +(AbortedWork one, AbortedWork other) =>
        new(one.Connections + other.Connections, one.Requests + other.Requests);
}

/// <inheritdoc cref="IDrain"/>
/// <param name="listeners">The listeners that stop accepting.</param>
/// <param name="transport">The transport, whose connections see the drain.</param>
/// <param name="gate">The open connections.</param>
/// <param name="moveRate">The number of long-lived connections that may move in a second; null for as many as the successor adopts.</param>
/// <param name="time">The clock for the rate.</param>
internal sealed class Drain(
    ListenerTable listeners, HandoverTransport transport, ConnectionGate gate, int? moveRate = null, TimeProvider? time = null)
    : IDrain, IDisposable
{
    private readonly HashSet<HandoverConnection> _aborted = [];
    private MovePermits? _moves;

    public int Remaining => gate.Count;

    public bool IsEmpty => gate.IsEmpty;

    public IReadOnlyList<ConnectionReport> Describe(bool exceptMoving = false) =>
        [.. ToAbort(exceptMoving).Select(connection => connection.Describe()).OrderByDescending(connection => connection.Since)];

    public void StopListening()
    {
        foreach (var listener in listeners.Exclusive)
        {
            listener.StopListening(processStops: true);
        }
    }

    public void StopListening(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            listeners.Find(key)?.StopListening();
        }
    }

    public void Begin(IConnectionSink? successor, TimeSpan linger, Action whenEmpty)
    {
        _ = gate.TakeCounts();
        _aborted.Clear();
        _moves?.Dispose();
        _moves = successor is null ? null : CreatePermits();
        transport.Drain = new ActiveDrain(successor, linger, Stopwatch.GetTimestamp(), _moves);

        // After the drain is set: a listener that begins to accept at this moment is stopped here or sees the drain.
        foreach (var listener in listeners.Active)
        {
            listener.StopAccepting();
        }

        if (successor is not null)
        {
            HandOverUnstarted(successor);
        }

        // Kestrel's threads write IsWaiting and then read the drain without a fence in between, which every request would pay for.
        // This process-wide fence replaces it, once per drain.
        Interlocked.MemoryBarrierProcessWide();
        foreach (var connection in gate.Snapshot())
        {
            connection.OnDrainBegan();
        }

        gate.NotifyWhenEmpty(whenEmpty);
    }

    public void NotifyWhenEmpty(Action whenEmpty) => gate.NotifyWhenEmpty(whenEmpty);

    public void CloseIdle()
    {
        if (transport.Drain is not { } drain)
        {
            return;
        }

        foreach (var connection in gate.Snapshot())
        {
            connection.CloseIfIdle(drain);
        }
    }

    public AbortedWork Abort(bool exceptMoving = false)
    {
        var remaining = ToAbort(exceptMoving);
        _aborted.UnionWith(remaining);
        var requests = remaining.Sum(connection => connection.RequestsUnderWay);
        foreach (var connection in remaining)
        {
            connection.EndAfterDrain(new ConnectionAbortedException("The connection was still open after DrainTimeout."));
        }

        return new AbortedWork(remaining.Count, requests);
    }

    public void TakeBack()
    {
        gate.StopNotifying();
        transport.Drain = null;
        _aborted.Clear();
        _moves?.Dispose();
        foreach (var connection in gate.Snapshot())
        {
            connection.OnDrainTakenBack();
        }

        foreach (var listener in listeners.Active)
        {
            listener.TakeBack();
        }
    }

    public (int Moved, int Closed) TakeCounts() => gate.TakeCounts();

    public void Dispose() => _moves?.Dispose();

    private List<HandoverConnection> ToAbort(bool exceptMoving) =>
        [.. gate.Snapshot().Where(connection => !_aborted.Contains(connection) && !(exceptMoving && connection.IsMoving))];

    /// <returns>Null when the process cannot start the thread of its first timer: the connections then move without a limit.</returns>
    private MovePermits? CreatePermits()
    {
        var clock = time ?? TimeProvider.System;
        try
        {
            return moveRate is { } rate ? new MovePace(rate, clock) : new MovesUnderWay(clock);
        }
        catch (OutOfMemoryException)
        {
            // pthread_create(3) has failed with EAGAIN (RLIMIT_NPROC, pids.max). A limit is a courtesy to clients; the drain must go on.
            return null;
        }
    }

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
