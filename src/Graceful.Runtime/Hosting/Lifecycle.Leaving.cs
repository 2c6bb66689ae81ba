using Graceful.Restart;

namespace Graceful.Hosting;

// How the process empties itself, for a successor or for good.
internal sealed partial class Lifecycle
{
    private void Stop()
    {
        switch (State)
        {
            case LifecycleState.Draining:
                // It is leaving as it is. The successor is another process and is told by itself; should it die, this one stays told.
                _stopIsWanted = true;
                return;
            case LifecycleState.Stopping or LifecycleState.Stopped:
                return;
            case LifecycleState.Restarting:
                _log.StoppingSuccessor(_successor!.Pid);
                Deadlines.Clear();
                EndSuccessor();
                break;
        }

        DrainAndStop();
    }

    private void DrainAndStop()
    {
        State = LifecycleState.Stopping;
        _observer.Stopping();
        _application.SayStopping();
        _application.StopApplication();
        BeginDrain(null);
        _application.RunShutdownHooks(_options.DrainTimeout, () => _post(OnHooksDone));
    }

    private void BeginDrain(ISuccessor? successor)
    {
        _isEmpty = false;
        _hooksAreDone = false;
        _drain.Begin(successor, () => _post(OnEmpty));
        _log.StoppedAccepting(OwnPid);
        _log.WaitingForConnections(_drain.Remaining, _options.DrainTimeout);
        Deadlines.Set(Deadline.Linger, _options.IdleLinger < _options.DrainTimeout ? _options.IdleLinger : _options.DrainTimeout);
        Deadlines.Set(Deadline.Drain, _options.DrainTimeout);
    }

    private void OnLingered()
    {
        _drain.CloseIdle();
        if (State == LifecycleState.Draining && _drain.Remaining > 0)
        {
            // Only what lasts is left: WebSockets, event streams. ApplicationStopping tells them. Not at once, since it cannot be
            // taken back, and a successor that dies does so in its first moments.
            _applicationIsTold = true;
            _application.StopApplication();
        }
    }

    private void OnEmpty()
    {
        if (State is LifecycleState.Draining or LifecycleState.Stopping && !_isEmpty)
        {
            _isEmpty = true;
            if (State == LifecycleState.Draining)
            {
                // From here on there is no way back: what the hooks clean up is gone. They have a time of their own, which is over
                // when their token is cancelled.
                Deadlines.Clear();
                Deadlines.Set(Deadline.Drain, _options.DrainTimeout);
                _application.RunShutdownHooks(_options.DrainTimeout, () => _post(OnHooksDone));
            }

            TryFinish();
        }
    }

    private void OnHooksDone()
    {
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
        var (moved, closed) = _drain.TakeCounts();
        if (isHandedOver)
        {
            _log.HandedOver(moved, _successor!.Pid, closed, OwnPid);
            _successor.Finish();
        }
        else
        {
            _log.Drained(closed, OwnPid);
        }

        _observer.Stopped();
        _application.Drained(isHandedOver);
    }
}
