using Graceful.Posix;

namespace Graceful.Supervision;

// The master becomes the version that its workers run.
internal sealed partial class MasterProcess
{
    /// <returns><see langword="null"/> when the master keeps its program.</returns>
    private NextProgram? FindNextProgram()
    {
        var worker = _master.Workers[0];
        if (worker.Program is not { } program || worker.ProtocolVersion == 0)
        {
            _log.MasterNotReplaced(Environment.ProcessId, "the worker's program is not accessible");
            return null;
        }

        if (worker.ProtocolVersion < SupervisorMessages.FirstWithCheck)
        {
            _log.MasterNotReplaced(Environment.ProcessId, "the worker's version of Graceful is too old to be checked beforehand");
            return null;
        }

        // The same release. Or dotnet, whose arguments in this process name a release that the wrapper may have left behind.
        return !string.IsNullOrEmpty(_settings.Program) && program.File == FileIdentity.OfThisProgram
            ? null
            : new NextProgram(_invocation, program);
    }

    /// <summary>Replaces the program of this process. Does not return.</summary>
    /// <exception cref="IOException">That failed.</exception>
    private void ReplaceProgram(NextProgram next)
    {
        // The directory of the first start may be deleted by now, as that of an old release. A program that starts in it fails.
        ProcessImage.Enter(_invocation.Directory);
        using var memory = WriteState();
        var stateFd = (int)memory.DangerousGetHandle();
        _flushLog();
        ProcessImage.BlockSignals(_signals.Handled);
        try
        {
            throw ProcessImage.Replace(next.Path, next.Arguments, next.Variables(stateFd), [stateFd, .. _state.Descriptors]);
        }
        finally
        {
            // Also when the preparation throws: a master that blocks its signals could not be stopped any more.
            ProcessImage.UnblockSignals(_signals.Handled);
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
