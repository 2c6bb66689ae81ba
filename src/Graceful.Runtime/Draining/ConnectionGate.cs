using Graceful.Transport;

namespace Graceful.Draining;

/// <summary>
/// The set of open connections, and the number of stopped listeners with a backlog. The process may exit when there is neither.
/// </summary>
internal sealed class ConnectionGate : IConnectionGate
{
    private readonly Lock _lock = new();
    private readonly HashSet<HandoverConnection> _connections = [];
    private Action? _whenEmpty;
    private int _backlogs;
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

    internal bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _connections.Count == 0 && _backlogs == 0;
            }
        }
    }

    public void Enter(HandoverConnection connection)
    {
        lock (_lock)
        {
            _connections.Add(connection);
        }
    }

    public void Leave(HandoverConnection connection, ConnectionOutcome outcome)
    {
        Action? whenEmpty;
        lock (_lock)
        {
            _connections.Remove(connection);
            _moved += outcome == ConnectionOutcome.Moved ? 1 : 0;
            _closed += outcome == ConnectionOutcome.Closed ? 1 : 0;
            whenEmpty = TakeIfEmpty();
        }

        whenEmpty?.Invoke();
    }

    public void AddBacklog()
    {
        lock (_lock)
        {
            _backlogs++;
        }
    }

    public void RemoveBacklog()
    {
        Action? whenEmpty;
        lock (_lock)
        {
            _backlogs--;
            whenEmpty = TakeIfEmpty();
        }

        whenEmpty?.Invoke();
    }

    internal IReadOnlyList<HandoverConnection> Snapshot()
    {
        lock (_lock)
        {
            return [.. _connections];
        }
    }

    /// <summary>
    /// Calls <paramref name="whenEmpty"/> once, on the thread on which the last connection or backlog leaves; at once when there is none.
    /// </summary>
    internal void NotifyWhenEmpty(Action whenEmpty)
    {
        lock (_lock)
        {
            if (_connections.Count > 0 || _backlogs > 0)
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

    private Action? TakeIfEmpty()
    {
        if (_connections.Count > 0 || _backlogs > 0)
        {
            return null;
        }

        var whenEmpty = _whenEmpty;
        _whenEmpty = null;
        return whenEmpty;
    }
}
