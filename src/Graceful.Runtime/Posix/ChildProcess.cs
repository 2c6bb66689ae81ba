using System.Runtime.InteropServices;
using Tmds.Linux;
using static Graceful.Posix.PosixSpawn;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>A program started with posix_spawn(3), and what the kernel says about it afterwards.</summary>
/// <remarks>
/// Between fork and exec only async-signal-safe code may run, which managed code is not: posix_spawn does both inside libc.
/// </remarks>
internal sealed unsafe class ChildProcess
{
    // 255, as a shell says of what it cannot tell.
    private static readonly ExitStatus UnknownStatus = new(0xff00);

    private readonly Lock _reaping = new();
    private ExitStatus? _exited;

    private ChildProcess(int pid)
    {
        Pid = pid;
    }

    internal int Pid { get; }

    /// <summary>Starts a program with exactly these arguments and this environment (as bytes: neither need be UTF-8).</summary>
    /// <param name="path">The file to execute; relative to <paramref name="directory"/>.</param>
    /// <param name="arguments">What it sees as its argument vector, its own name first.</param>
    /// <param name="environment">Its whole environment, <c>NAME=value</c> each.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="inheritedFds">The only descriptors beside 0, 1 and 2 that it gets; they keep their numbers, and stay
    /// close-on-exec here.</param>
    /// <param name="standardError">What it gets as descriptor 2; −1 for this process' own.</param>
    /// <exception cref="PosixException">The program cannot be started (ENOENT, EACCES, ENOEXEC, EAGAIN, ...).</exception>
    internal static ChildProcess Start(
        PathName path,
        IReadOnlyList<byte[]> arguments,
        IReadOnlyList<byte[]> environment,
        PathName directory,
        ReadOnlySpan<int> inheritedFds,
        int standardError = -1)
    {
        using var memory = new NativeStrings();
        var actions = stackalloc byte[SizeOfFileActions];
        var attributes = stackalloc byte[SizeOfAttributes];
        CheckReturned(posix_spawn_file_actions_init(actions), "posix_spawn_file_actions_init");
        CheckReturned(posix_spawnattr_init(attributes), "posix_spawnattr_init");
        try
        {
            // dup2 onto itself clears close-on-exec, and in a spawn's file actions it does so in the child alone.
            foreach (var fd in inheritedFds)
            {
                CheckReturned(posix_spawn_file_actions_adddup2(actions, fd, fd), "posix_spawn_file_actions_adddup2");
            }

            if (standardError >= 0)
            {
                CheckReturned(posix_spawn_file_actions_adddup2(actions, standardError, 2), "posix_spawn_file_actions_adddup2");
            }

            CheckReturned(
                posix_spawn_file_actions_addchdir_np(actions, memory.Add(directory.Bytes)),
                "posix_spawn_file_actions_addchdir_np");
            SetSignals(attributes);

            int pid;
            CheckReturned(
                posix_spawn(
                    &pid,
                    memory.Add(path.Bytes),
                    actions,
                    attributes,
                    memory.AddVector(arguments),
                    memory.AddVector(environment)),
                "posix_spawn",
                path.ToString());
            return new ChildProcess(pid);
        }
        finally
        {
            _ = posix_spawnattr_destroy(attributes);
            _ = posix_spawn_file_actions_destroy(actions);
        }
    }

    /// <summary>How the child ended, or <see langword="null"/> while it runs. Reaps it.</summary>
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
                    // Somebody else in this process reaped it (waitpid(-1), or SIGCHLD ignored): it is gone, with a status that
                    // nobody can tell.
                    _exited = UnknownStatus;
                }
            }

            return _exited;
        }
    }

    /// <summary>Sends a signal; nothing happens when the child has been reaped, so its pid cannot hit a stranger.</summary>
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

    /// <summary>
    /// Waits, however long it takes, until the child has ended, and reaps it: nobody else would, and it would stay a zombie.
    /// </summary>
    internal ExitStatus WaitForExit()
    {
        siginfo_t info;
        ExitStatus? status;
        while ((status = TryGetExit()) is null)
        {
            // Leaves it to be reaped above, under the lock: otherwise its pid could be a stranger's before a Kill knows.
            _ = waitid(P_PID, (uint)Pid, &info, WEXITED | WNOWAIT);
        }

        return status.Value;
    }

    /// <summary>Kills the child and waits for its end, which does not take long then.</summary>
    internal void End()
    {
        Kill(SIGKILL);
        _ = WaitForExit();
    }

    private static void SetSignals(byte* attributes)
    {
        // The runtime ignores SIGPIPE, and an ignored signal stays ignored across exec; so does the mask.
        sigset_t set;
        _ = sigemptyset(&set);
        CheckReturned(posix_spawnattr_setsigmask(attributes, &set), "posix_spawnattr_setsigmask");
        _ = sigaddset(&set, SIGPIPE);
        CheckReturned(posix_spawnattr_setsigdefault(attributes, &set), "posix_spawnattr_setsigdefault");
        CheckReturned(
            posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK),
            "posix_spawnattr_setflags");
    }

    /// <summary>The posix_spawn family returns the error number instead of setting errno.</summary>
    private static void CheckReturned(int error, string call, string? subject = null)
    {
        if (error != 0)
        {
            PosixException.Throw(call, error, subject);
        }
    }

    /// <summary>Zero-terminated strings and vectors of them outside the managed heap, freed together.</summary>
    private sealed class NativeStrings : IDisposable
    {
        private readonly List<nint> _allocated = [];

        internal byte* Add(ReadOnlySpan<byte> text)
        {
            var copy = (byte*)Allocate((nuint)text.Length + 1);
            text.CopyTo(new Span<byte>(copy, text.Length));
            copy[text.Length] = 0;
            return copy;
        }

        internal byte** AddVector(IReadOnlyList<byte[]> texts)
        {
            var vector = (byte**)Allocate((nuint)(texts.Count + 1) * (nuint)sizeof(byte*));
            for (var i = 0; i < texts.Count; i++)
            {
                vector[i] = Add(texts[i]);
            }

            vector[texts.Count] = null;
            return vector;
        }

        public void Dispose()
        {
            foreach (var block in _allocated)
            {
                NativeMemory.Free((void*)block);
            }
        }

        private void* Allocate(nuint size)
        {
            var block = NativeMemory.Alloc(size);
            _allocated.Add((nint)block);
            return block;
        }
    }
}
