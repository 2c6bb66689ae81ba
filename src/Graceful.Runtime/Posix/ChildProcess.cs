using Tmds.Linux;
using static Graceful.Posix.PosixSpawn;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>A program started with posix_spawn(3), its signals and its exit status.</summary>
/// <remarks>
/// Only async-signal-safe code may run between fork and exec, which excludes managed code. posix_spawn does both inside libc.
/// </remarks>
internal sealed unsafe class ChildProcess
{
    // Exit code 255.
    private static readonly ExitStatus UnknownStatus = new(0xff00);

    private readonly Lock _reaping = new();
    private ExitStatus? _exited;

    private ChildProcess(int pid)
    {
        Pid = pid;
    }

    internal int Pid { get; }

    /// <summary>Starts a program with exactly these arguments and this environment, as bytes: neither need be UTF-8.</summary>
    /// <param name="path">The file to execute, relative to <paramref name="directory"/>.</param>
    /// <param name="arguments">Its argument vector, its name first.</param>
    /// <param name="environment">Its whole environment, <c>NAME=value</c> each.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="inheritedFds">
    /// The descriptors that it inherits in addition to 0, 1 and 2. They keep their numbers, and stay close-on-exec in this process.
    /// </param>
    /// <param name="standardError">Its descriptor 2; −1 for that of this process.</param>
    /// <param name="blockedSignals">The signals that wait until the program unblocks them (<see cref="SignalMask"/>).</param>
    /// <param name="newSession">True to start it as the leader of a session of its own, without a terminal (setsid(2)).</param>
    /// <param name="newProcessGroup">True to keep the signals of a terminal (Ctrl+C) from it.</param>
    /// <exception cref="PosixException">The program cannot be started (ENOENT, EACCES, ENOEXEC, EAGAIN, ...).</exception>
    internal static ChildProcess Start(
        PathName path,
        IReadOnlyList<byte[]> arguments,
        IReadOnlyList<byte[]> environment,
        PathName directory,
        ReadOnlySpan<int> inheritedFds,
        int standardError = -1,
        IReadOnlyCollection<int>? blockedSignals = null,
        bool newSession = false,
        bool newProcessGroup = false)
    {
        using var memory = new NativeStrings();
        var actions = stackalloc byte[SizeOfFileActions];
        var attributes = stackalloc byte[SizeOfAttributes];
        PosixException.CheckReturned(posix_spawn_file_actions_init(actions), "posix_spawn_file_actions_init");
        PosixException.CheckReturned(posix_spawnattr_init(attributes), "posix_spawnattr_init");
        var spare = inheritedFds.IsEmpty
            ? -1
            : PosixException.Check(Descriptor.Duplicate(inheritedFds[0], lowest: 3), "fcntl(F_DUPFD_CLOEXEC)");
        try
        {
            AddDescriptors(actions, inheritedFds, standardError, spare);
            SetAttributes(attributes, blockedSignals ?? [], newSession, newProcessGroup);
            var program = memory.Add(path.Bytes);
            var argv = memory.AddVector(arguments);
            var envp = memory.AddVector(environment);

            // A working directory that does not exist, or may not be entered, is reported with the numbers of a missing program.
            var subject = directory.IsExecutable ? path.ToString() : SpawnDirectory.Describe(directory);
            var pid = SpawnDirectory.Enter(directory, actions, () =>
            {
                int started;
                PosixException.CheckReturned(posix_spawn(&started, program, actions, attributes, argv, envp), "posix_spawn", subject);
                return started;
            });
            return new ChildProcess(pid);
        }
        finally
        {
            _ = posix_spawnattr_destroy(attributes);
            _ = posix_spawn_file_actions_destroy(actions);
            Descriptor.CloseIfOpen(spare);
        }
    }

    /// <summary>Returns the exit status and reaps the child; <see langword="null"/> while it runs.</summary>
    internal ExitStatus? TryGetExit()
    {
        lock (_reaping)
        {
            if (_exited is null)
            {
                int status;
                var result = waitpid(Pid, &status, WNOHANG);
                if (result == Pid)
                {
                    _exited = new ExitStatus(status);
                }
                else if (result < 0 && Descriptor.LastError == ECHILD)
                {
                    // Other code of this process reaped it (waitpid(-1), or SIGCHLD is ignored), and its status is lost.
                    _exited = UnknownStatus;
                }
            }

            return _exited;
        }
    }

    /// <summary>Reaps one child that has ended, whichever it is: for a process that adopts orphans.</summary>
    /// <returns>False when no child has ended.</returns>
    internal static bool TryReapAny(out int pid, out ExitStatus status)
    {
        int raw;
        pid = waitpid(-1, &raw, WNOHANG);
        status = new ExitStatus(raw);
        return pid > 0;
    }

    /// <summary>Reaps one process, if it is a child of this one and has ended.</summary>
    internal static ExitStatus? TryReap(int pid)
    {
        int raw;
        return waitpid(pid, &raw, WNOHANG) == pid ? new ExitStatus(raw) : null;
    }

    /// <summary>Sends a signal, unless the child has been reaped: its pid may then be that of another process.</summary>
    internal void Kill(int signal)
    {
        lock (_reaping)
        {
            if (_exited is null)
            {
                _ = kill(Pid, signal);
            }
        }
    }

    /// <summary>Blocks without a limit until the child has ended, and reaps it.</summary>
    internal ExitStatus WaitForExit()
    {
        siginfo_t info;
        ExitStatus? status;
        while ((status = TryGetExit()) is null)
        {
            // WNOWAIT leaves it to be reaped under the lock, so that Kill never signals a reused pid.
            _ = waitid(P_PID, (uint)Pid, &info, WEXITED | WNOWAIT);
        }

        return status.Value;
    }

    /// <summary>Kills the child and waits for its end.</summary>
    internal void End()
    {
        Kill(SIGKILL);
        _ = WaitForExit();
    }

    /// <param name="actions">The file actions.</param>
    /// <param name="inheritedFds">The descriptors that the child inherits.</param>
    /// <param name="standardError">Its descriptor 2, or −1.</param>
    /// <param name="spare">A number that no other descriptor has, in this process and in the child.</param>
    private static void AddDescriptors(byte* actions, ReadOnlySpan<int> inheritedFds, int standardError, int spare)
    {
        // A copy of a descriptor is not close-on-exec, so that each is copied to the spare number in the child and back. A copy to itself
        // clears the flag only since glibc 2.29.
        foreach (var fd in inheritedFds)
        {
            Copy(actions, fd, spare);
            Copy(actions, spare, fd);
        }

        if (inheritedFds.Length > 0)
        {
            PosixException.CheckReturned(posix_spawn_file_actions_addclose(actions, spare), "posix_spawn_file_actions_addclose");
        }

        if (standardError >= 0)
        {
            Copy(actions, standardError, 2);
        }
    }

    private static void Copy(byte* actions, int fd, int newFd) =>
        PosixException.CheckReturned(posix_spawn_file_actions_adddup2(actions, fd, newFd), "posix_spawn_file_actions_adddup2");

    private static void SetAttributes(
        byte* attributes, IReadOnlyCollection<int> blockedSignals, bool newSession, bool newProcessGroup)
    {
        // The runtime ignores SIGPIPE. Ignored signals and the mask are inherited across exec.
        var blocked = SignalMask.Of(blockedSignals);
        PosixException.CheckReturned(posix_spawnattr_setsigmask(attributes, &blocked), "posix_spawnattr_setsigmask");
        var ignored = SignalMask.Of([SIGPIPE]);
        PosixException.CheckReturned(posix_spawnattr_setsigdefault(attributes, &ignored), "posix_spawnattr_setsigdefault");
        var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (newSession ? POSIX_SPAWN_SETSID : 0);
        if (newProcessGroup)
        {
            PosixException.CheckReturned(posix_spawnattr_setpgroup(attributes, 0), "posix_spawnattr_setpgroup");
            flags |= POSIX_SPAWN_SETPGROUP;
        }

        PosixException.CheckReturned(posix_spawnattr_setflags(attributes, (short)flags), "posix_spawnattr_setflags");
    }
}
