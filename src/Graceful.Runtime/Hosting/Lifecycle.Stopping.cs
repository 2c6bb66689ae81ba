namespace Graceful.Hosting;

// From the order to stop until the drain begins.
internal sealed partial class Lifecycle
{
    /// <param name="announced">Whether the process may serve on for a while: not when the host stops already.</param>
    private void Stop(bool announced)
    {
        switch (State)
        {
            case LifecycleState.Draining:
                // It is leaving as it is. The successor is another process and is told by itself; should it die, this one stays told.
                _stopRequested = true;
                return;
            case LifecycleState.Stopping or LifecycleState.Stopped:
                return;
            case LifecycleState.Restarting:
                _log.StoppingSuccessor(_successor!.Pid);
                _metrics.Restarted(RestartOutcome.Stopped);
                Deadlines.Clear();
                EndSuccessor();
                break;
        }

        if (announced && State != LifecycleState.Starting && _options.ShutdownDelay > TimeSpan.Zero)
        {
            Announce();
        }
        else
        {
            DrainAndStop();
        }
    }

    /// <summary>Serves on, and says that it will not for long: a load balancer sends its requests elsewhere before any is refused.</summary>
    private void Announce()
    {
        State = LifecycleState.StopAnnounced;
        _observer.Stopping();
        _log.StopAnnounced(_options.ShutdownDelay, OwnPid);
        Deadlines.Set(Deadline.Delay, _options.ShutdownDelay);
    }

    private void DrainAndStop()
    {
        if (State != LifecycleState.StopAnnounced)
        {
            _observer.Stopping();
        }

        State = LifecycleState.Stopping;
        Deadlines.Clear(Deadline.Delay);
        _application.SendStopping();
        _application.StopApplication();
        BeginDrain(null);
        RunHooks();
    }
}
