namespace Graceful.Supervision;

// The start of a worker: at once, or after a delay.
internal sealed partial class Master
{
    private long? _startAt;

    /// <summary>Starts the first worker, or a new one after a crash.</summary>
    /// <returns><see langword="null"/> when it could not be started; the next attempt is scheduled.</returns>
    internal Worker? StartWorker(WorkerProgram? program = null)
    {
        _startAt = null;
        try
        {
            var sockets = _workers.FindLast(worker => worker.Sockets.Count > 0)?.Sockets ?? _spareSockets;
            var worker = _actions.Start(program, ++_lastGeneration, sockets);
            _workers.Add(worker);
            _log.WorkerStarted(worker.Pid, worker.Generation);
            return worker;
        }
        catch (IOException reason)
        {
            var delay = _backOff.Next(TimeSpan.Zero);
            _log.WorkerNotStarted(reason.Message, delay);
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
    }

    private void ScheduleStart(TimeSpan delay) => _startAt = After(delay);

    private long After(TimeSpan time) => _clock.GetTimestamp() + (long)(time.TotalSeconds * _clock.TimestampFrequency);
}
