using Graceful.Restart;

namespace Graceful.Hosting;

// How the process empties itself, for a successor or for good.
internal sealed partial class Lifecycle
{
    private void BeginDrain(ISuccessor? successor)
    {
        _isEmpty = false;
        _hooksAreDone = false;
        _aborted = default;
        _drainBegunAt = _clock.GetTimestamp();
        _drain.Begin(successor, _options.IdleLinger, () => _post(OnEmpty));
        _acceptedUntil = _clock.GetTimestamp();
        _metrics.Passed(LifecyclePhase.StopAccepting, _clock.GetElapsedTime(_drainBegunAt, _acceptedUntil));
        _log.StoppedAccepting(OwnPid);
        _log.WaitingForConnections(_drain.Remaining, _options.DrainTimeout);
        Deadlines.Set(Deadline.Linger, _options.IdleLinger < _options.DrainTimeout ? _options.IdleLinger : _options.DrainTimeout);
        Deadlines.Set(Deadline.Drain, _options.DrainTimeout);
    }

    private void OnLingered()
    {
        _drain.CloseIdle();
        if (_drain.Remaining == 0)
        {
            return;
        }

        // Some have come to rest only now, or were still opening.
        Deadlines.Set(Deadline.Linger, _options.IdleLinger > ShortestLinger ? _options.IdleLinger : ShortestLinger);
        if (State == LifecycleState.Draining && !_applicationStopRequested)
        {
            // Only what lasts is left: WebSockets, event streams. ApplicationStopping tells them. Not at once, since it cannot be
            // taken back, and a successor that dies does so in its first moments.
            _applicationStopRequested = true;
            _application.StopApplication();
        }
    }

    private void OnEmpty()
    {
        if (State == LifecycleState.Draining && _successor!.HasEnded)
        {
            // It died while the last connection here ended, and its Gone is behind this event: nobody else is left to serve.
            return;
        }

        if (State is LifecycleState.Draining or LifecycleState.Stopping && !_isEmpty)
        {
            _isEmpty = true;
            _metrics.Passed(LifecyclePhase.Leave, _clock.GetElapsedTime(_acceptedUntil));
            if (State == LifecycleState.Draining)
            {
                // From here on there is no way back: what the hooks clean up is gone. They have a time of their own, which is over
                // when their token is cancelled.
                Deadlines.Clear();
                Deadlines.Set(Deadline.Drain, _options.DrainTimeout);
                RunHooks();
            }

            TryFinish();
        }
    }

    /// <summary>The time for requests is over: says what is left, and ends it.</summary>
    private void OnDrainTimedOut()
    {
        Deadlines.Clear(Deadline.Linger);
        if (!_isEmpty && _drain.Remaining > 0)
        {
            _log.DrainTimedOut(_drain.Remaining, _options.DrainTimeout);
            LogRemaining();
            _aborted = _drain.Abort();
        }

        Deadlines.Set(Deadline.Abort, AbortDelay);
    }

    private void OnAborted()
    {
        if (State == LifecycleState.Draining && !_isEmpty)
        {
            // Requests that do not notice are left behind; the hooks are not.
            OnEmpty();
            return;
        }

        _isEmpty = _hooksAreDone = true;
        TryFinish();
    }

    private void LogRemaining()
    {
        var remaining = _drain.Describe();
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
            _metrics.Passed(LifecyclePhase.Hooks, _clock.GetElapsedTime(_hooksBegunAt));
        }

        _hooksAreDone = true;
        TryFinish();
    }

    private void TryFinish()
    {
        var isHandedOver = State == LifecycleState.Draining;
        if (!_isEmpty || !_hooksAreDone || State == LifecycleState.Stopped || (!isHandedOver && _successor is not null))
        {
            return;
        }

        State = LifecycleState.Stopped;
        Deadlines.Clear();
        var took = _clock.GetElapsedTime(_drainBegunAt);
        var (moved, closed) = TakeDrainCounts();
        _metrics.Drained(isHandedOver, took);
        if (isHandedOver)
        {
            _metrics.Restarted(RestartOutcome.Completed);
            _log.HandedOver(moved, _successor!.Pid, closed, OwnPid, (long)took.TotalMilliseconds);
            if (!_successor.Finish())
            {
                // It was told to stop as well, and was faster: nobody serves any more, and what the last one does is for this process.
                isHandedOver = false;
                _observer.Stopping();
            }
        }
        else
        {
            _log.Drained(closed, OwnPid, (long)took.TotalMilliseconds);
            if (_hasPredecessor && !_application.TryLeaveToPredecessor())
            {
                _hasPredecessor = false;
                _observer.PredecessorGone();
            }
        }

        if (_drain.Remaining > 0)
        {
            // Kestrel waits for handlers that do not heed RequestAborted, up to HostOptions.ShutdownTimeout.
            Deadlines.Set(Deadline.Exit, ExitDelay);
        }

        _observer.Stopped();
        _application.Drained(isHandedOver);
    }

    /// <summary>What this drain has come to, whether it ends here or is called off.</summary>
    private (int Moved, int Closed) TakeDrainCounts()
    {
        var counts = _drain.TakeCounts();
        _metrics.Went(counts.Moved, counts.Closed, _aborted);
        _aborted = default;
        return counts;
    }
}
