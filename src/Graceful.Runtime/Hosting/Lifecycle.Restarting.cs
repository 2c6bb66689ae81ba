using Graceful.Posix;
using Graceful.Restart;

namespace Graceful.Hosting;

// From the signal to the moment at which the successor serves, and back again when it does not.
internal sealed partial class Lifecycle
{
    /// <summary>The successor was told to end: should it say now that it is ready, it is too late.</summary>
    private bool _isDismissed;

    /// <summary>And it did say so.</summary>
    private bool _wasReadyTooLate;

    void ISuccessorEvents.Ready(ISuccessor successor) => _post(() => OnSuccessorReady(successor));

    void ISuccessorEvents.Gone(ISuccessor successor, ExitStatus? status, bool inOrder) =>
        _post(() => OnSuccessorGone(successor, status, inOrder));

    private void Restart()
    {
        _observer.RestartBegins();
        try
        {
            _launchedAt = _clock.GetTimestamp();
            _successor = _launcher.Launch(this);
            _isDismissed = _wasReadyTooLate = false;
        }
        catch (Exception reason) when (reason is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            _log.SuccessorNotStarted(reason.Message, OwnPid);
            _metrics.Restarted(RestartOutcome.NotStarted);
            _observer.RestartFailed(reason.Message);
            return;
        }

        State = LifecycleState.Restarting;
        Deadlines.Set(Deadline.Start, _options.StartTimeout);
        _log.SuccessorStarted(_successor.Pid, _options.StartTimeout, OwnPid);
    }

    private void OnSuccessorReady(ISuccessor successor)
    {
        if (successor == _successor && _isDismissed)
        {
            // SIGTERM crossed its READY: it has begun to accept, and what it has accepted it must be able to finish. All that its own
            // stop may take: it serves on for ShutdownDelay, its requests and its hooks have DrainTimeout each.
            _wasReadyTooLate = true;
            Deadlines.Set(Deadline.Kill, _options.ShutdownDelay + (2 * _options.DrainTimeout) + AbortDelay + KillDelay);
            return;
        }

        if (State != LifecycleState.Restarting || successor != _successor)
        {
            return;
        }

        Deadlines.Clear();
        var took = _clock.GetElapsedTime(_launchedAt);
        _log.SuccessorReady(successor.Pid, (long)took.TotalMilliseconds);
        _metrics.Passed(LifecyclePhase.Start, took);
        State = LifecycleState.Draining;
        _observer.HandedOver(successor.Pid);
        BeginDrain(successor);
        if (_restartIsPending)
        {
            successor.RequestRestart();
        }
    }

    private void OnSuccessorGone(ISuccessor successor, ExitStatus? status, bool inOrder)
    {
        if (successor != _successor)
        {
            return;
        }

        if (status is null)
        {
            // It closed the channel and lives on: no use to anybody, and in the way of the next one.
            successor.Kill(Signals.SIGKILL);
        }

        switch (State)
        {
            case LifecycleState.Restarting:
                _successor = null;
                Deadlines.Clear();
                _log.SuccessorFailed(successor.Pid, Describe(status), OwnPid, DescribeLastWords(successor));
                if (!_isDismissed)
                {
                    _metrics.Restarted(RestartOutcome.FailedBeforeReady);
                }

                State = LifecycleState.Serving;
                _observer.RestartFailed($"successor {successor.Pid} exited with {Describe(status)} before it was ready");
                RestartIfPending();
                break;
            case LifecycleState.Draining when _isEmpty:
                // The hooks run already. Nobody serves now, if it died: that is for whoever supervises this process.
                _successor = null;
                _metrics.Restarted(inOrder ? RestartOutcome.Stopped : RestartOutcome.FailedWhileDraining);
                State = LifecycleState.Stopping;
                _observer.Stopping();
                LogGoneTooLate(successor, status, inOrder);
                break;
            case LifecycleState.Draining when inOrder || _stopRequested:
                _successor = null;
                Deadlines.Clear();
                _metrics.Restarted(inOrder ? RestartOutcome.Stopped : RestartOutcome.FailedWhileDraining);
                _ = TakeDrainCounts();
                LogGoneTooLate(successor, status, inOrder);
                DrainAndStop();
                break;
            case LifecycleState.Draining:
                _successor = null;
                Deadlines.Clear();
                _drain.TakeBack();
                _metrics.Restarted(RestartOutcome.FailedWhileDraining);
                _ = TakeDrainCounts();
                State = LifecycleState.Serving;
                _log.SuccessorDied(successor.Pid, Describe(status), OwnPid, _drain.Remaining);
                _observer.TookBack($"successor {successor.Pid} exited with {Describe(status)}");
                RestartIfPending();
                break;
            case LifecycleState.StopAnnounced:
                _successor = null;
                Deadlines.Clear(Deadline.Kill);
                break;
            case LifecycleState.Stopping:
                _successor = null;
                Deadlines.Clear(Deadline.Kill);
                TryFinish();
                break;
        }
    }

    /// <summary>Ends a successor that is not wanted any more; what follows is <see cref="OnSuccessorGone"/>.</summary>
    private void EndSuccessor()
    {
        _isDismissed = true;
        _successor!.Kill(Signals.SIGTERM);
        Deadlines.Set(Deadline.Kill, KillDelay);
    }

    private void LogGoneTooLate(ISuccessor successor, ExitStatus? status, bool inOrder)
    {
        if (inOrder)
        {
            _log.SuccessorStopped(successor.Pid);
        }
        else
        {
            _log.SuccessorDiedTooLate(successor.Pid, Describe(status), OwnPid);
        }
    }

    private static string DescribeLastWords(ISuccessor successor) =>
        successor.ErrorOutput is { Length: > 0 } words ? $"; its stderr: {words}" : "";

    private static string Describe(ExitStatus? status) => status?.ToString() ?? "an unknown status (it closed the channel)";
}
