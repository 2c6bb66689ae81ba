using Graceful.Transport;

namespace Graceful.Draining;

/// <summary>The set of open connections. The process may exit when it is empty.</summary>
internal sealed class ConnectionGate : IConnectionGate
{
    private readonly Lock _lock = new();
    private readonly HashSet<HandoffConnection> _connections = [];
    private Action? _whenEmpty;
    private int _moved;
    private int _closed;

    public int Count
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

    public void Leave(HandoffConnection connection, ConnectionOutcome outcome)
    {
        Action? whenEmpty = null;
        lock (_lock)
        {
            _connections.Remove(connection);
            _moved += outcome == ConnectionOutcome.Moved ? 1 : 0;
            _closed += outcome == ConnectionOutcome.Closed ? 1 : 0;
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

    /// <summary>
    /// Calls <paramref name="whenEmpty"/> once, on the thread on which the last connection leaves; at once when there is none.
    /// </summary>
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

    /// <summary>Returns and resets the numbers of moved and closed connections.</summary>
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
