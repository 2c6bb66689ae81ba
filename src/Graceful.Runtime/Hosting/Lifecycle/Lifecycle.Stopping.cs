namespace Graceful.Hosting;

// From the stop signal until the drain begins.
internal sealed partial class Lifecycle
{
    /// <summary>
    /// Returns the time after which a process that was told to stop should have ended: it serves for ShutdownDelay, and its requests and
    /// its hooks have DrainTimeout each.
    /// </summary>
    internal static TimeSpan LongestEnd(GracefulOptions options) =>
        options.ShutdownDelay + (2 * options.DrainTimeout) + AbortDelay + KillDelay;

    /// <param name="canDelay">False when the host stops already, so that the process cannot serve for ShutdownDelay.</param>
    private void Stop(bool canDelay)
    {
        switch (State)
        {
            case LifecycleState.Draining:
                // This process ends anyway. The successor receives its own signal. If it dies, this process does not accept again.
                _stopRequestedWhileDraining = true;
                return;
            case LifecycleState.Stopping or LifecycleState.Stopped:
                return;
            case LifecycleState.Restarting:
                _log.StoppingSuccessor(_successor!.Pid);
                if (_successorPhase == SuccessorPhase.Starting)
                {
                    // One that was not ready in time is counted already.
                    _metrics.RecordRestart(RestartOutcome.Stopped);
                }

                Deadlines.Clear(Deadline.Start);
                EndSuccessor();
                break;
        }

        if (canDelay && State is not (LifecycleState.Starting or LifecycleState.Unbound) && _options.ShutdownDelay > TimeSpan.Zero)
        {
            Announce();
        }
        else
        {
            DrainAndStop();
        }
    }

    /// <summary>Serves for ShutdownDelay while the health check is unhealthy, so that load balancers stop sending requests.</summary>
    private void Announce()
    {
        State = LifecycleState.StopAnnounced;
        _observer.Stopping();
        _log.StopAnnounced(_options.ShutdownDelay, OwnPid);
        Deadlines.Set(Deadline.Delay, _options.ShutdownDelay);
    }

    private void DrainAndStop()
    {
        if (_hasFailed)
        {
            // No announcement to the predecessor either: it accepts again, as after a crash.
            _observer.StoppingAfterFailure();
        }
        else
        {
            if (State != LifecycleState.StopAnnounced)
            {
                _observer.Stopping();
            }

            _application.SendStopping();
        }

        State = LifecycleState.Stopping;
        Deadlines.Clear(Deadline.Delay);
        _application.StopApplication();
        StopListeningIfLast();
        BeginDrain(null);
        RunHooks();
    }

    /// <summary>
    /// Refuses later clients: no process would serve them. Not while another generation has the sockets: it may accept, and a socket that
    /// refuses does so in every process.
    /// </summary>
    private void StopListeningIfLast()
    {
        if (!_hasPredecessor && _successor is null)
        {
            _drain.StopListening();
        }
    }

    /// <summary>
    /// The other generation has ended after the drain has begun: the backlog is left to this process, also when it has no connections any
    /// more.
    /// </summary>
    private void StopListeningAsLast()
    {
        // Requests that ignore their abort are not waited for again.
        var mayWait = !_progress.ConnectionsAreDone || _drain.Remaining == 0;
        if (State != LifecycleState.Stopping || _hasPredecessor || _successor is not null || !mayWait)
        {
            return;
        }

        _drain.StopListening();
        if (_progress.ConnectionsAreDone)
        {
            _progress.ConnectionsAreDone = false;
            Deadlines.Set(Deadline.Linger, _options.IdleLinger);
            Deadlines.Set(Deadline.Drain, _options.DrainTimeout);
        }

        _drain.NotifyWhenEmpty(() => _post(OnEmpty));
    }
}
