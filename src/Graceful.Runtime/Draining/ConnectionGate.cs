using Graceful.Transport;

namespace Graceful.Draining;

/// <summary>A counted gate: the process may go when everybody has left.</summary>
internal sealed class ConnectionGate : IConnectionGate
{
    private readonly Lock _lock = new();
    private readonly HashSet<HandoffConnection> _connections = [];
    private Action? _whenEmpty;
    private int _moved;
    private int _closed;

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _connections.Count;
            }
        }
    }

    public void Enter(HandoffConnection connection)
    {
        lock (_lock)
        {
            _connections.Add(connection);
        }
    }

    public void Leave(HandoffConnection connection, Departure departure)
    {
        Action? whenEmpty = null;
        lock (_lock)
        {
            _connections.Remove(connection);
            _moved += departure == Departure.Moved ? 1 : 0;
            _closed += departure == Departure.Closed ? 1 : 0;
            if (_connections.Count == 0)
            {
                (whenEmpty, _whenEmpty) = (_whenEmpty, null);
            }
        }

        whenEmpty?.Invoke();
    }

    internal IReadOnlyList<HandoffConnection> Snapshot()
    {
        lock (_lock)
        {
            return [.. _connections];
        }
    }

    /// <summary>Calls once, from whatever thread the last connection leaves on; at once when there is none.</summary>
    internal void NotifyWhenEmpty(Action whenEmpty)
    {
        lock (_lock)
        {
            if (_connections.Count > 0)
            {
                _whenEmpty = whenEmpty;
                return;
            }
        }

        whenEmpty();
    }

    internal void StopNotifying()
    {
        lock (_lock)
        {
            _whenEmpty = null;
        }
    }

    /// <summary>How many have moved and been closed since the last call.</summary>
    internal (int Moved, int Closed) TakeCounts()
    {
        lock (_lock)
        {
            var counts = (_moved, _closed);
            (_moved, _closed) = (0, 0);
            return counts;
        }
    }
}
