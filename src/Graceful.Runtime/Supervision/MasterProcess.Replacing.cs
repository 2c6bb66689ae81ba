using Graceful.Posix;
using Graceful.Restart;
using Graceful.Systemd;
using Microsoft.Win32.SafeHandles;

namespace Graceful.Supervision;

// The master becomes the version that its workers run.
internal sealed partial class MasterProcess
{
    private bool _hasExplained;

    /// <summary>Becomes the version that the workers run, with the same process id.</summary>
    /// <remarks>
    /// The next program inherits the listening sockets as part of the state. The descriptors of socket activation are closed by execve(2),
    /// so that their variables would name others.
    /// </remarks>
    private void ReplaceProgram()
    {
        if (_signals.LostInExec is { } signal)
        {
            ExplainOnce(signal);
            return;
        }

        var worker = _master.Workers[0];
        if (worker.Program is not { } program || worker.ProtocolVersion == 0)
        {
            _log.MasterNotReplaced(Environment.ProcessId, "the worker's program is not accessible");
            return;
        }

        if (!string.IsNullOrEmpty(_settings.Program) && program.File == FileIdentity.OfThisProgram)
        {
            // The same release. Or dotnet, whose arguments in this process name a release that the wrapper may have left behind.
            return;
        }

        // By its name only where that still leads to the file that is known to run.
        var path = _invocation.Executable.Resolve() is { } named && FileIdentity.Of(named.ToString()) == program.File
            ? _invocation.Executable.From(_invocation.Directory)
            : new PathName($"/proc/self/fd/{program.Fd}");
        if (!TryEnterDirectory())
        {
            return;
        }

        _state.LastGeneration = _master.LastGeneration;
        _state.Crashes = _master.Crashes;
        _state.Signals.Clear();
        _state.Signals.AddRange(_signals.Events);
        _state.Workers.Clear();
        _state.Workers.AddRange(_master.Workers);
        _observer.Save(_state);
        using var memory = TryWriteState();
        if (memory is null)
        {
            return;
        }

        var stateFd = (int)memory.DangerousGetHandle();
        _flushLog();
        ProcessImage.BlockSignals(_signals.Handled);
        var reason = ProcessImage.Replace(
            path,
            _invocation.Arguments,
            [
                .. _invocation.Without(SocketActivation.Variables).Environment.Where(entry => !SupervisionEnvironment.Owns(entry)),
                SupervisionEnvironment.DescribeState(stateFd),
                SupervisionEnvironment.DescribeProgram(_invocation.Executable),
            ],
            [stateFd, .. _state.Descriptors]);
        ProcessImage.UnblockSignals(_signals.Handled);
        _log.MasterNotReplaced(Environment.ProcessId, reason.Message);
    }

    /// <summary>
    /// The directory of the first start may be deleted by now, as that of an old release. A program that starts in it fails.
    /// </summary>
    private bool TryEnterDirectory()
    {
        try
        {
            ProcessImage.Enter(_invocation.Directory);
            return true;
        }
        catch (IOException reason)
        {
            _log.MasterNotReplaced(Environment.ProcessId, reason.Message);
            return false;
        }
    }

    /// <returns><see langword="null"/> when no descriptor is free, or memfd_create(2) is not permitted.</returns>
    private SafeFileHandle? TryWriteState()
    {
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

    /// <summary>No restart changes the reason, so that the first one alone logs it.</summary>
    private void ExplainOnce(int signal)
    {
        if (!_hasExplained)
        {
            _hasExplained = true;
            _log.MasterNotReplaced(
                Environment.ProcessId,
                $"{Signals.Name(signal)} could be lost meanwhile, since descriptor {signal} was in use when the master started");
        }
    }

    private static WorkerProgram? OpenProgram(int pid)
    {
        var fd = ProcessImage.OpenProgramOf(pid);
        if (fd < 0)
        {
            return null;
        }

        if (FileIdentity.Of(fd) is { } file)
        {
            return new WorkerProgram(fd, file);
        }

        Descriptor.Close(fd);
        return null;
    }
}
