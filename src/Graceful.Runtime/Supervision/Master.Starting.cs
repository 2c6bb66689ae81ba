namespace Graceful.Supervision;

// The start of a worker: at once, or after a delay.
internal sealed partial class Master
{
    private long? _startAt;
    private long _startIsOverdueAt;

    /// <summary>
    /// True while no worker serves and the next one is not overdue: after the delay of a crash it has StartTimeout. The master reports to
    /// the watchdog meanwhile. systemd would otherwise end it, and with it the listening sockets.
    /// </summary>
    internal bool AwaitsWorker =>
        _hasServed && !_isStopping && Serving is null && _clock.GetTimestamp() < _startIsOverdueAt;

    /// <summary>Starts the first worker, or a new one after a crash.</summary>
    /// <returns><see langword="null"/> when it could not be started; the next attempt is scheduled.</returns>
    internal Worker? StartWorker(WorkerProgram? program = null)
    {
        _startAt = null;
        EndWaitForSuccessor();
        try
        {
            var worker = _actions.Start(program, ++_lastGeneration, OpenSockets);
            _workers.Add(worker);
            _log.WorkerStarted(worker.Pid, worker.Generation);
            _startIsOverdueAt = After(_settings.StartTimeout);
            return worker;
        }
        catch (Exception reason)
        {
            // Whatever has failed, also a shortage of memory or threads: it may pass, and a master that ends takes the sockets with it.
            var delay = _backOff.Next(TimeSpan.Zero);
            _log.WorkerNotStarted(reason.Message, DescribeWaitingClients(), delay);
            ScheduleStart(delay);
            return null;
        }
    }

    internal void OnTimer()
    {
        var now = _clock.GetTimestamp();
        if (_startAt <= now && !TryReturnToPrevious())
        {
            StartWorker();
        }

        CheckProbation(now);
        CheckReactions(now);
    }

    private void ScheduleStart(TimeSpan delay)
    {
        _startAt = After(delay);
        _startIsOverdueAt = After(delay + _settings.StartTimeout);
    }

    private long After(TimeSpan time) => _clock.GetTimestamp() + (long)(time.TotalSeconds * _clock.TimestampFrequency);
}
