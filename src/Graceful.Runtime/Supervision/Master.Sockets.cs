namespace Graceful.Supervision;

// The copies of the listening sockets. They outlive every worker, and are closed when the service ends: later clients are refused only
// when no process keeps the sockets open.
internal sealed partial class Master
{
    /// <summary>The largest number of endpoints that a log line names.</summary>
    private const int MostNamed = 3;

    private List<WorkerSocket> _spareSockets = [];
    private bool _hasReleasedSockets;

    /// <summary>True when no other worker is started: the service was told to stop, or its last worker stops by itself.</summary>
    private bool ServiceEnds =>
        _isStopping
        || (_startAt is null && _probation?.Failure is null
            && _workers.Count > 0 && _workers.TrueForAll(worker => worker.Phase == WorkerPhase.Stopping));

    /// <summary>The sockets for a new worker.</summary>
    private List<WorkerSocket> OpenSockets =>
        [.. (_workers.FindLast(worker => worker.Sockets.Count > 0)?.Sockets ?? _spareSockets).Where(socket => socket.Fd >= 0)];

    /// <summary>A socket of a worker that starts, or that one which serves has bound.</summary>
    internal void OnSocket(Worker worker, WorkerSocket socket)
    {
        Forget(worker, socket.Key);
        worker.Sockets.Add(socket);
        if (_hasReleasedSockets)
        {
            worker.Sockets = Closed(worker.Sockets);
        }
        else if (worker.Phase == WorkerPhase.Serving)
        {
            _observer.SocketsChanged(worker);
        }
    }

    /// <summary>The configuration of a worker that serves does not have an endpoint any more: its clients are refused.</summary>
    internal void OnSocketClosed(Worker worker, string key)
    {
        Forget(worker, key);
        if (worker.Phase == WorkerPhase.Serving)
        {
            _observer.SocketsChanged(worker);
        }
    }

    private void Forget(Worker worker, string key)
    {
        var former = worker.Sockets.FindAll(socket => socket.Key == key);
        _actions.Close(former);
        worker.Sockets.RemoveAll(former.Contains);
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

    /// <summary>
    /// Closes the copies of sockets that the successor does not use. The worker stops listening there, so that clients are refused, and
    /// binds the address again if the successor dies: no other socket may have it then.
    /// </summary>
    private void CloseRemoved(Worker worker, Worker successor)
    {
        if (successor.Sockets.Count > 0 && !_hasReleasedSockets)
        {
            var removed = worker.Sockets.FindAll(socket => !successor.Sockets.Exists(other => _actions.AreSame(socket, other)));
            _actions.Close(removed);
            worker.Sockets.RemoveAll(removed.Contains);
        }
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

    /// <summary>Removes the files that the last worker has left, or the one before it when the last one has not been ready.</summary>
    private void RemoveFiles(List<WorkerSocket> ofLastWorker)
    {
        var sockets = ofLastWorker.Count > 0 ? ofLastWorker : _spareSockets;
        _actions.Close(_spareSockets);
        _actions.RemoveFiles(sockets.Where(socket => !_observer.IsStored(socket)));
    }

    /// <summary>
    /// Describes what happens to new clients while no worker serves. They wait only where a socket listens: an endpoint that no worker has
    /// bound yet has none.
    /// </summary>
    private string DescribeWaitingClients()
    {
        var keys = OpenSockets.ConvertAll(socket => socket.Key);
        var more = keys.Count > MostNamed ? $" and {keys.Count - MostNamed} more" : "";
        return keys.Count > 0 ? $"clients wait in the backlog of {string.Join(", ", keys.Take(MostNamed))}{more}"
            : _actions.PassesActivatedSockets ? "clients wait in the backlog of the sockets that the service manager passed"
            : "no endpoint is bound, clients are refused";
    }

    private List<WorkerSocket> Closed(List<WorkerSocket> sockets)
    {
        _actions.Close(sockets);
        return [.. sockets.Select(socket => socket with { Fd = WorkerSocket.Released })];
    }
}
