using Graceful.Restart;
using Graceful.Transport;

namespace Graceful.Hosting;

// The drain: connections move to a successor or end, then the process exits.
internal sealed partial class Lifecycle
{
    private void BeginDrain(ISuccessor? successor)
    {
        _drainBegunAt = _clock.GetTimestamp();
        _drain.Begin(successor, _options.IdleLinger, () => _post(OnEmpty));
        _acceptedUntil = _clock.GetTimestamp();
        _metrics.RecordPhase(LifecyclePhase.StopAccepting, _clock.GetElapsedTime(_drainBegunAt, _acceptedUntil));
        _log.StoppedAccepting(OwnPid);
        _log.WaitingForConnections(_drain.Remaining, _options.DrainTimeout);
        Deadlines.Set(Deadline.Linger, _options.IdleLinger < _options.DrainTimeout ? _options.IdleLinger : _options.DrainTimeout);
        Deadlines.Set(Deadline.Drain, _options.DrainTimeout);
        if (successor is not null)
        {
            var notice = _options.DrainTimeout / 4;
            Deadlines.Set(Deadline.ApplicationStopping, _options.DrainTimeout - (notice < LongestNotice ? notice : LongestNotice));
        }
    }

    private void OnLingered()
    {
        _drain.CloseIdle();
        if (!_progress.ConnectionsAreDone)
        {
            // Some connections became idle only now, were still opening, or are still in a backlog.
            Deadlines.Set(Deadline.Linger, _options.IdleLinger > ShortestLinger ? _options.IdleLinger : ShortestLinger);
        }
    }

    /// <summary>
    /// Ends event streams and WebSockets shortly before DrainTimeout aborts them. Not earlier: ApplicationStopping cannot be undone, and
    /// after a take-back it would end each new stream at once.
    /// </summary>
    private void OnNearDrainTimeout()
    {
        if (!_drainRaisedApplicationStopping)
        {
            _drainRaisedApplicationStopping = true;
            _application.StopApplication();
        }
    }

    private void OnEmpty()
    {
        if (State == LifecycleState.Draining && _successor!.HasEnded)
        {
            // It died while the last connection here ended. Its Gone event follows, and this process is the only one to serve.
            return;
        }

        if (State == LifecycleState.Stopping && _successor is not null)
        {
            // It is told to end, and has the sockets until then. The backlog is served afterwards (StopListeningAsLast).
            return;
        }

        if (State == LifecycleState.Stopping && !_drain.IsEmpty)
        {
            // A backlog has become part of the drain meanwhile.
            _drain.NotifyWhenEmpty(() => _post(OnEmpty));
            return;
        }

        if (State is LifecycleState.Draining or LifecycleState.Stopping && !_progress.ConnectionsAreDone)
        {
            _progress.ConnectionsAreDone = true;
            _metrics.RecordPhase(LifecyclePhase.Leave, _clock.GetElapsedTime(_acceptedUntil));
            if (State == LifecycleState.Draining)
            {
                // The point of no return: hooks clean up what a take-back would need. They have DrainTimeout of their own, after which
                // their token is cancelled.
                Deadlines.Clear();
                Deadlines.Set(Deadline.Drain, _options.DrainTimeout);
                RunHooks();
            }

            TryFinish();
        }
    }

    /// <summary>Logs the requests that are still running, and aborts them. Connections that can move get their time first.</summary>
    private void OnDrainTimedOut()
    {
        if (_progress.ConnectionsAreDone)
        {
            Deadlines.Set(Deadline.Abort, AbortDelay);
            return;
        }

        var took = _clock.GetElapsedTime(_drainBegunAt);
        var exceptMoving = State == LifecycleState.Draining && took < ShortestMove;
        var remaining = _drain.Describe(exceptMoving);
        if (remaining.Count > 0)
        {
            _log.DrainTimedOut(remaining.Count, _options.DrainTimeout);
            Log(remaining);
            _aborted += _drain.Abort(exceptMoving);
        }

        if (exceptMoving)
        {
            Deadlines.Set(Deadline.Drain, ShortestMove - took);
            return;
        }

        Deadlines.Clear(Deadline.Linger);
        Deadlines.Set(Deadline.Abort, AbortDelay);
    }

    private void OnAborted()
    {
        if (State == LifecycleState.Draining && !_progress.ConnectionsAreDone)
        {
            if (_successor!.Unanswered > 0)
            {
                // Connections on their way are not given up. The successor answers for them or is killed within a bounded time.
                Deadlines.Set(Deadline.Abort, AbortDelay);
                return;
            }

            // Requests that ignore the abort do not keep the hooks from running.
            OnEmpty();
            return;
        }

        _progress.ConnectionsAreDone = true;
        _progress.HooksAreDone = true;
        TryFinish();
    }

    private void Log(IReadOnlyList<ConnectionReport> remaining)
    {
        foreach (var connection in remaining.Take(MostDescribed))
        {
            _log.StillOpen(connection.ToString());
        }

        if (remaining.Count > MostDescribed)
        {
            _log.MoreStillOpen(remaining.Count - MostDescribed);
        }
    }

    private void RunHooks()
    {
        _hooksBegunAt = _clock.GetTimestamp();
        _application.RunShutdownHooks(_options.DrainTimeout, () => _post(OnHooksDone));
    }

    private void OnHooksDone()
    {
        if (State != LifecycleState.Stopped)
        {
            _metrics.RecordPhase(LifecyclePhase.Hooks, _clock.GetElapsedTime(_hooksBegunAt));
        }

        _progress.HooksAreDone = true;
        TryFinish();
    }

    private void TryFinish()
    {
        var isHandedOver = State == LifecycleState.Draining;
        if (!_progress.IsComplete || State == LifecycleState.Stopped || (!isHandedOver && _successor is not null))
        {
            return;
        }

        if (isHandedOver && !_successor!.Finish())
        {
            OnSuccessorEndedFirst();
            return;
        }

        if (!isHandedOver && _hasPredecessor && !_application.TryLeaveToPredecessor())
        {
            // It has handed over and exits: no process has accepted since the drain of this one began.
            _hasPredecessor = false;
            _observer.PredecessorGone();
            StopListeningAsLast();
            TryFinish();
            return;
        }

        State = LifecycleState.Stopped;
        EndsProcess = isHandedOver || !_stopCameFromHost || _stopSignaledAt is not null;
        Deadlines.Clear();
        var took = _clock.GetElapsedTime(_drainBegunAt);
        var counts = TakeDrainCounts();
        _metrics.RecordDrain(isHandedOver, took);
        LogEndOfDrain(isHandedOver, counts, took);
        if (isHandedOver)
        {
            _metrics.RecordRestart(RestartOutcome.Completed);
        }

        if (_drain.Remaining > 0)
        {
            // Kestrel waits for handlers that ignore RequestAborted, up to HostOptions.ShutdownTimeout.
            Deadlines.Set(Deadline.Exit, ExitDelay);
        }

        if (isHandedOver && HostLimit != Timeout.InfiniteTimeSpan)
        {
            // The successor restarts only after the exit of this process, which no supervisor watches any more. The host itself waits
            // without a limit for a service that ignores its token.
            Deadlines.Set(Deadline.Host, HostLimit + ExitDelay);
        }

        _observer.Stopped();
        _application.Drained(isHandedOver);
    }

    private void LogEndOfDrain(bool isHandedOver, (int Moved, int Closed) counts, TimeSpan took)
    {
        var (moved, closed) = counts;
        var milliseconds = (long)took.TotalMilliseconds;
        switch (isHandedOver, _drain.Remaining)
        {
            case (true, 0):
                _log.HandedOver(moved, _successor!.Pid, closed, OwnPid, milliseconds);
                break;
            case (true, var open):
                _log.HandedOverWithOpenConnections(open, moved, _successor!.Pid, closed, OwnPid, milliseconds, ExitDelay);
                break;
            case (false, 0):
                _log.Drained(closed, OwnPid, milliseconds);
                break;
            case (false, var open):
                _log.DrainedWithOpenConnections(open, closed, OwnPid, milliseconds, ExitDelay);
                break;
        }
    }

    /// <summary>Records the connections of a drain that is complete or taken back.</summary>
    private (int Moved, int Closed) TakeDrainCounts()
    {
        var counts = _drain.TakeCounts();
        _metrics.RecordConnections(counts.Moved, counts.Closed, _aborted);
        _aborted = default;
        return counts;
    }
}
