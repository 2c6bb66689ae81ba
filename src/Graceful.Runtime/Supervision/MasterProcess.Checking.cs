using Microsoft.Win32.SafeHandles;

namespace Graceful.Supervision;

// Whether the version that the workers run would start as a master, before the master becomes it.
internal sealed partial class MasterProcess
{
    /// <summary>
    /// The time between the traps and execve(2): a signal that the runtime has received before is on its way to this loop, through a pipe
    /// and two threads.
    /// </summary>
    private const int TrapMilliseconds = 250;

    private ProgramCheck? _check;
    private long? _trappedSince;

    private TimeSpan? UntilTrapsAreSafe => _trappedSince is { } since
        ? TimeSpan.FromMilliseconds(Math.Max(0, since + TrapMilliseconds - Environment.TickCount64))
        : null;

    /// <summary>Becomes the version that the workers run, as soon as a check has shown that it starts.</summary>
    /// <remarks>The check runs beside the master, which serves signals and messages meanwhile.</remarks>
    private void BecomeVersionOfWorkers()
    {
        try
        {
            CheckAndReplace();
        }
        catch (Exception reason)
        {
            // No descriptor is free, memfd_create(2) is not permitted, the program cannot be executed, or whatever else has failed: the end
            // of the master would be the end of the service.
            _runsOldVersion = false;
            _log.MasterNotReplaced(Environment.ProcessId, reason.Message);
            EndCheck();
        }
    }

    private void CheckAndReplace()
    {
        if (!_runsOldVersion || _master.ExitCode is not null || !_master.IsSettled)
        {
            // A restart or a stop has begun. The version that serves after it is checked anew.
            EndCheck();
        }
        else if (_check is null)
        {
            StartCheck();
        }
        else if (_check.IsOver && _check.Failure is { } failure)
        {
            _runsOldVersion = false;
            _log.NextMasterRefused(Environment.ProcessId, failure, _check.ErrorOutput);
            EndCheck();
        }
        else if (_check.IsOver && TrySecureSignals())
        {
            _runsOldVersion = false;
            if (FindNextProgram() is { } next)
            {
                ReplaceProgram(next);
            }

            EndCheck();
        }
    }

    /// <summary>Sets traps for the signals that the threads of the runtime handle, which execve(2) ends.</summary>
    /// <returns>False until no signal is on its way to this loop any more.</returns>
    private bool TrySecureSignals()
    {
        if (_trappedSince is null)
        {
            if (!_signals.TrySetTraps())
            {
                return true;
            }

            _trappedSince = Environment.TickCount64;
        }

        if (UntilTrapsAreSafe > TimeSpan.Zero)
        {
            return false;
        }

        if (!_signals.HasTrapSprung)
        {
            return true;
        }

        // This program handles it, and the check begins anew.
        EndCheck();
        return false;
    }

    private void StartCheck()
    {
        if (FindNextProgram() is { } next)
        {
            _check = ProgramCheck.Start(next, WriteState(), _settings.StartTimeout);
        }

        _runsOldVersion = _check is not null;
    }

    private void EndCheck()
    {
        _trappedSince = null;
        _signals.ReleaseTraps();
        _check?.Dispose();
        _check = null;
    }

    /// <exception cref="IOException">No memory, or no descriptor, is left.</exception>
    private SafeFileHandle WriteState()
    {
        _state.LastGeneration = _master.LastGeneration;
        _state.Crashes = _master.Crashes;
        _state.Signals.Clear();
        _state.Signals.AddRange(_signals.Events);
        _state.Trapped.Clear();
        _state.Trapped.AddRange(_signals.Trapped);
        _state.Workers.Clear();
        _state.Workers.AddRange(_master.Workers);
        _observer.Save(_state);
        return _state.Write();
    }
}
