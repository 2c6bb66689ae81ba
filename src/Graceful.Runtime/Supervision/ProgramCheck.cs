using Graceful.Posix;
using Graceful.Restart;
using Microsoft.Win32.SafeHandles;

namespace Graceful.Supervision;

/// <summary>
/// A short run of the program that the master is about to become. It starts as that master would, with the same configuration and state,
/// and exits where it would begin to supervise. After execve(2) it would be too late: a program that fails there ends the service.
/// </summary>
internal sealed class ProgramCheck : IDisposable
{
    private readonly SafeFileHandle _state;
    private readonly StandardErrorRelay? _standardError;
    private readonly TimeSpan _limit;
    private readonly long _endsAt;
    private bool _hasExited;
    private ExitStatus? _status;

    private ProgramCheck(int pid, SafeFileHandle state, StandardErrorRelay? standardError, TimeSpan limit)
    {
        Pid = pid;
        PidFd = Descriptor.OfProcess(pid);
        _state = state;
        _standardError = standardError;
        _limit = limit;
        _endsAt = Environment.TickCount64 + (long)limit.TotalMilliseconds;
    }

    internal int Pid { get; }

    /// <summary>Gets a pidfd, readable when the process has exited; −1 on kernels without it.</summary>
    internal int PidFd { get; }

    /// <summary>Gets the time until the limit; <see langword="null"/> when the process has exited.</summary>
    internal TimeSpan? Left => _hasExited ? null : TimeSpan.FromMilliseconds(Math.Max(0, _endsAt - Environment.TickCount64));

    /// <summary>True when the process has exited or its time is over.</summary>
    internal bool IsOver => Left is null || Left == TimeSpan.Zero;

    /// <summary>Gets what was wrong, for the log; <see langword="null"/> when the program starts as a master.</summary>
    /// <remarks>
    /// The exit code alone proves nothing: a program that ends before <c>UseGraceful()</c> returns 0 too. One that has read its state has
    /// emptied the memory file.
    /// </remarks>
    internal string? Failure =>
        !_hasExited ? $"did not get as far as UseGraceful() within {_limit}"
        : _status is { } status && (status.Signaled || status.Code != 0) ? $"exited with {status}"
        : RandomAccess.GetLength(_state) > 0 ? "exited before UseGraceful()"
        : null;

    /// <summary>Gets the end of the standard error of the process, as the end of a log line.</summary>
    internal string ErrorOutput => OutputTail.LineEnd(_standardError?.Tail ?? "");

    /// <summary>Starts the program. It inherits the standard streams and the state, and no sockets.</summary>
    /// <param name="program">The program.</param>
    /// <param name="state">The state of the master in a memory file; disposed with this object, or when the start fails.</param>
    /// <param name="limit">The time that the program has.</param>
    /// <exception cref="IOException">The program could not be started.</exception>
    internal static ProgramCheck Start(NextProgram program, SafeFileHandle state, TimeSpan limit)
    {
        var stateFd = (int)state.DangerousGetHandle();
        var standardError = StandardErrorRelay.TryCreate();
        try
        {
            var child = ChildProcess.Start(
                program.Path,
                program.Arguments,
                [.. program.Variables(stateFd), SupervisionEnvironment.DescribeCheck()],
                program.Directory,
                [stateFd],
                standardError?.SuccessorEnd ?? -1,
                newProcessGroup: true);
            return new ProgramCheck(child.Pid, state, standardError, limit);
        }
        catch
        {
            state.Dispose();
            throw;
        }
        finally
        {
            standardError?.CloseSuccessorDescriptors();
        }
    }

    /// <summary>The master has reaped the process.</summary>
    internal void OnExited(ExitStatus? status)
    {
        _hasExited = true;
        _status = status;
    }

    /// <summary>Notices the exit of a process that the runtime has reaped: as PID 1 it reaps every child, and the status is lost.</summary>
    internal void OnExitReapedByRuntime()
    {
        if (!_hasExited && PidFd >= 0 && PollSet.WaitForInput(PidFd, milliseconds: 0))
        {
            OnExited(ChildProcess.TryReap(Pid));
        }
    }

    /// <summary>Kills the process if it still runs. The master reaps it like an orphan.</summary>
    public void Dispose()
    {
        if (!_hasExited)
        {
            ProcessId.Signal(Pid, Tmds.Linux.LibC.SIGKILL);
        }

        Descriptor.CloseIfOpen(PidFd);
        _state.Dispose();
    }
}
