namespace Graceful.Supervision;

// The copies of the listening sockets. They outlive every worker, and are closed when the service ends: later clients are refused only
// when no process keeps the sockets open.
internal sealed partial class Master
{
    private List<WorkerSocket> _spareSockets = [];
    private bool _hasReleasedSockets;

    /// <summary>True when no other worker is started: the service was told to stop, or its last worker stops by itself.</summary>
    private bool ServiceEnds =>
        _isStopping
        || (_startAt is null && _probation?.Failure is null
            && _workers.Count > 0 && _workers.TrueForAll(worker => worker.Phase == WorkerPhase.Stopping));

    internal void OnSocket(Worker worker, WorkerSocket socket)
    {
        worker.Sockets.Add(socket);
        if (_hasReleasedSockets)
        {
            worker.Sockets = Closed(worker.Sockets);
        }
    }

    /// <summary>
    /// Closes the copies at the end of the service, and notifies the workers, which then refuse later clients and serve the backlog. A
    /// worker of an older version ignores that: its sockets are closed when it exits.
    /// </summary>
    /// <remarks>
    /// Not while two workers have the sockets that do not know of each other: one of them may still accept. Nor when systemd keeps a
    /// socket open.
    /// </remarks>
    private void ReleaseSocketsAtTheEnd()
    {
        var isShared = _workers.Exists(worker => worker.IsDismissed || (worker == _restored && _workers.Count > 1));
        if (_hasReleasedSockets || !ServiceEnds || isShared || _workers.Exists(worker => worker.Sockets.Exists(_observer.IsStored)))
        {
            return;
        }

        _hasReleasedSockets = true;
        _waitsForSuccessor = false;
        EndProbation();
        _spareSockets = Closed(_spareSockets);
        foreach (var worker in _workers)
        {
            worker.Sockets = Closed(worker.Sockets);
        }

        _actions.AnnounceRelease();
    }

    /// <summary>The listening sockets outlive the last worker: clients wait in the backlog until the next one serves.</summary>
    private void KeepSockets(Worker worker)
    {
        if (worker.Sockets.Count == 0)
        {
            return;
        }

        if (_workers.Exists(other => other.Sockets.Count > 0) || _isStopping)
        {
            _actions.Close(worker.Sockets);
        }
        else
        {
            _actions.Close(_spareSockets);
            _spareSockets = worker.Sockets;
        }

        worker.Sockets = [];
    }

    /// <summary>Removes the files that the last worker, or one that was killed before it, has left.</summary>
    private void RemoveFiles(IEnumerable<WorkerSocket> ofLastWorker)
    {
        WorkerSocket[] sockets = [.. ofLastWorker, .. _spareSockets];
        _actions.Close(_spareSockets);
        _actions.RemoveFiles(sockets.Where(socket => !_observer.IsStored(socket)));
    }

    private List<WorkerSocket> Closed(List<WorkerSocket> sockets)
    {
        _actions.Close(sockets);
        return [.. sockets.Select(socket => socket with { Fd = WorkerSocket.Released })];
    }
}
