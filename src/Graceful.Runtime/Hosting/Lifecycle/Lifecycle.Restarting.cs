using Graceful.Posix;
using Graceful.Restart;
using static Tmds.Linux.LibC;

namespace Graceful.Hosting;

// From the restart signal until the successor serves, and back when the restart fails.
internal sealed partial class Lifecycle
{
    void ISuccessorEvents.Ready(ISuccessor successor) => _post(() => OnSuccessorReady(successor));

    void ISuccessorEvents.Unresponsive(ISuccessor successor, int connections, TimeSpan limit) =>
        _post(() => _log.SuccessorUnresponsive(successor.Pid, limit, connections, OwnPid));

    void ISuccessorEvents.Gone(ISuccessor successor, ExitStatus? status, bool inOrder) =>
        _post(() => OnSuccessorGone(successor, status, inOrder));

    private void DeferRestart(string signal, string state)
    {
        if (_restartIsPending)
        {
            _log.RestartJoined(signal, state);
        }
        else
        {
            _restartIsPending = true;
            _log.RestartDeferred(signal, state);
        }

        _observer.RestartDeferred(state);
    }

    private void RestartIfPending()
    {
        if (_restartIsPending && !_hasPredecessor)
        {
            _restartIsPending = false;
            _log.PendingRestartBegins();
            Restart();
        }
    }

    private void Restart()
    {
        _observer.RestartBegins();
        string? unchanged;
        try
        {
            unchanged = _launcher.UnchangedFile;
            _launchedAt = _clock.GetTimestamp();
            _successor = _launcher.Launch(this);
            _successorPhase = SuccessorPhase.Starting;
        }
        catch (Exception reason)
        {
            // Whatever has failed, also a shortage of memory or threads, or a function that an old C library does not have: this process
            // serves on.
            _log.SuccessorNotStarted(reason.Message, OwnPid);
            _metrics.RecordRestart(RestartOutcome.NotStarted);
            _observer.RestartFailed(reason.Message);
            return;
        }

        State = LifecycleState.Restarting;
        Deadlines.Set(Deadline.Start, _options.StartTimeout);
        _log.SuccessorStarted(_successor.Pid, _options.StartTimeout, OwnPid);
        if (unchanged is not null)
        {
            _log.ProgramUnchanged(unchanged);
        }
    }

    private void OnSuccessorReady(ISuccessor successor)
    {
        if (successor != _successor)
        {
            return;
        }

        switch (_successorPhase)
        {
            case SuccessorPhase.Starting:
                _successorPhase = SuccessorPhase.TakingOver;
                HandOver(successor);
                break;
            case SuccessorPhase.Dismissed:
                // SIGTERM crossed its READY. It may have accepted connections and must be able to finish them.
                _successorPhase = SuccessorPhase.ReadyTooLate;
                Deadlines.Set(Deadline.Kill, LongestEnd(_options));
                break;
        }
    }

    private void HandOver(ISuccessor successor)
    {
        Deadlines.Clear();
        var took = _clock.GetElapsedTime(_launchedAt);
        _log.SuccessorReady(successor.Pid, (long)took.TotalMilliseconds);
        _metrics.RecordPhase(LifecyclePhase.Start, took);
        State = LifecycleState.Draining;
        _observer.HandedOver(successor.Pid);

        // Only now: a successor that was ready too late leaves this process all its endpoints. And before the drain, which includes the
        // connections that are accepted there last.
        _drain.StopListening(successor.Unwanted);
        BeginDrain(successor);
        _application.StopSingleGenerationServices(() => _post(successor.AnnounceServicesStopped));
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
            // It closed the channel and lives on. It would compete with the next successor.
            successor.Kill(SIGKILL);
        }

        switch (State)
        {
            case LifecycleState.Restarting:
                _successor = null;
                Deadlines.Clear();
                _log.SuccessorFailed(successor.Pid, Describe(status), OwnPid, OutputTail.LineEnd(successor.ErrorOutput));
                if (_successorPhase == SuccessorPhase.Starting)
                {
                    _metrics.RecordRestart(RestartOutcome.FailedBeforeReady);
                }

                State = LifecycleState.Serving;
                _observer.RestartFailed($"successor {successor.Pid} exited with {Describe(status)} before it was ready");
                RestartIfPending();
                break;
            case LifecycleState.Draining when _progress.ConnectionsAreDone:
                EndAsLast(successor, status, inOrder);
                break;
            case LifecycleState.Draining when inOrder || _stopRequestedWhileDraining:
                _successor = null;
                Deadlines.Clear();
                _metrics.RecordRestart(inOrder ? RestartOutcome.Stopped : RestartOutcome.FailedWhileDraining);
                _ = TakeDrainCounts();
                LogGoneTooLate(successor, status, inOrder);
                DrainAndStop();
                break;
            case LifecycleState.Draining:
                TakeBack(successor, status);
                break;
            case LifecycleState.StopAnnounced:
                _successor = null;
                Deadlines.Clear(Deadline.Kill);
                break;
            case LifecycleState.Stopping:
                _successor = null;
                Deadlines.Clear(Deadline.Kill);
                StopListeningAsLast();
                TryFinish();
                break;
        }
    }

    /// <summary>This process has handed over, and its hooks have run. The successor was told to stop as well, or has died.</summary>
    private void OnSuccessorEndedFirst()
    {
        if (!_successor!.HasEnded)
        {
            EndAsLast(_successor, status: null, inOrder: true);
        }

        // Otherwise its Gone event follows, with its status.
    }

    /// <summary>
    /// Serves the backlog and ends. The hooks run already, so that this process cannot serve again. If the successor died, the supervisor
    /// has to start the service.
    /// </summary>
    private void EndAsLast(ISuccessor successor, ExitStatus? status, bool inOrder)
    {
        _successor = null;
        _metrics.RecordRestart(inOrder ? RestartOutcome.Stopped : RestartOutcome.FailedWhileDraining);
        State = LifecycleState.Stopping;
        if (inOrder || _stopRequestedWhileDraining)
        {
            // Not after a crash: a master would end the service, and systemd would take it for a stop in order.
            _observer.Stopping();
        }

        LogGoneTooLate(successor, status, inOrder);
        StopListeningAsLast();
        TryFinish();
    }

    /// <summary>Accepts again after the hand-over has failed.</summary>
    private void TakeBack(ISuccessor successor, ExitStatus? status)
    {
        _successor = null;
        Deadlines.Clear();
        _drain.TakeBack();
        _metrics.RecordRestart(RestartOutcome.FailedWhileDraining);
        _ = TakeDrainCounts();
        State = LifecycleState.Serving;
        _log.SuccessorDied(successor.Pid, Describe(status), OwnPid, _drain.Remaining);
        if (_drainRaisedApplicationStopping)
        {
            _log.TookBackAfterApplicationStopping(OwnPid);
        }

        _observer.TookBack($"successor {successor.Pid} exited with {Describe(status)}");
        _application.StartSingleGenerationServices();
        RestartIfPending();
    }

    /// <summary>Ends a successor that is no longer needed. <see cref="OnSuccessorGone"/> follows.</summary>
    private void EndSuccessor()
    {
        if (_successorPhase != SuccessorPhase.Starting)
        {
            // It was sent SIGTERM already, and may have requests to finish: a second one would end it at once.
            return;
        }

        _successorPhase = SuccessorPhase.Dismissed;
        _successor!.Kill(SIGTERM);
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

    private static string Describe(ExitStatus? status) => status?.ToString() ?? "an unknown status (it closed the channel)";
}
