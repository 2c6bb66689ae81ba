using Microsoft.Win32.SafeHandles;

namespace Graceful.Supervision;

// Whether the version that the workers run would start as a master, before the master becomes it.
internal sealed partial class MasterProcess
{
    private ProgramCheck? _check;

    /// <summary>Becomes the version that the workers run, as soon as a check has shown that it starts.</summary>
    /// <remarks>The check runs beside the master, which serves signals and messages meanwhile.</remarks>
    private void BecomeVersionOfWorkers()
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
        else if (_check.IsOver)
        {
            _runsOldVersion = false;
            if (_check.Failure is { } failure)
            {
                _log.NextMasterRefused(Environment.ProcessId, failure, _check.ErrorOutput);
            }
            else if (FindNextProgram() is { } next)
            {
                ReplaceProgram(next);
            }

            EndCheck();
        }
    }

    private void StartCheck()
    {
        SafeFileHandle? state = null;
        try
        {
            if (FindNextProgram() is { } next && (state = TryWriteState()) is not null)
            {
                _check = ProgramCheck.Start(next, state, _settings.StartTimeout);
            }
        }
        catch (IOException reason)
        {
            state?.Dispose();
            _log.MasterNotReplaced(Environment.ProcessId, reason.Message);
        }

        _runsOldVersion = _check is not null;
    }

    private void EndCheck()
    {
        _check?.Dispose();
        _check = null;
    }

    /// <returns><see langword="null"/> when no descriptor is free, or memfd_create(2) is not permitted.</returns>
    private SafeFileHandle? TryWriteState()
    {
        _state.LastGeneration = _master.LastGeneration;
        _state.Crashes = _master.Crashes;
        _state.Signals.Clear();
        _state.Signals.AddRange(_signals.Events);
        _state.Workers.Clear();
        _state.Workers.AddRange(_master.Workers);
        _observer.Save(_state);
        try
        {
            return _state.Write();
        }
        catch (IOException reason)
        {
            _log.MasterNotReplaced(Environment.ProcessId, reason.Message);
            return null;
        }
    }
}
