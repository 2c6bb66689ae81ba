using System.ComponentModel;
using System.Runtime.InteropServices;
using Instruments.Posix;
using Tmds.Linux;

namespace Instruments.Servers;

/// <summary>The end of a process: its exit code, or the signal that killed it; neither where only its parent knows.</summary>
internal readonly record struct ProcessExit(int? Code, int? Signal)
{
    public override string ToString() => (Code, Signal) switch
    {
        (int code, _) => $"exit code {code}",
        (_, int signal) => $"killed by signal {signal}",
        _ => "gone (its status went to its parent)",
    };
}

/// <summary>
/// Reports the end of processes by their pidfd, including successors, which are not children of the test. This process becomes the
/// reaper of its orphans (prctl(2), PR_SET_CHILD_SUBREAPER), so it receives the status of a successor whose parent has exited.
/// </summary>
internal static unsafe class ExitWatch
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, TaskCompletionSource<ProcessExit>> Watched = [];
    private static readonly Lazy<Epoll> Events = new(Start);

    /// <summary>Call it before the first process whose orphans are to be reaped here is started.</summary>
    internal static void BecomeReaper() => _ = Events.Value;

    /// <summary>Returns the exit of the process of the pidfd, which stays open and belongs to the caller.</summary>
    internal static Task<ProcessExit> Watch(int pidfd)
    {
        var exit = new TaskCompletionSource<ProcessExit>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (Gate)
        {
            Watched.Add(pidfd, exit);
        }

        Events.Value.Add(pidfd, LibC.EPOLLIN, pidfd);
        return exit.Task;
    }

    private static Epoll Start()
    {
        if (Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(),
                $"prctl(PR_SET_CHILD_SUBREAPER): {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var events = new Epoll();
        new Thread(() => Run(events)) { IsBackground = true, Name = "exit watch" }.Start();
        return events;
    }

    private static void Run(Epoll events)
    {
        while (true)
        {
            int count = events.Wait(-1);
            for (int i = 0; i < count; i++)
            {
                (int pidfd, _) = events.Event(i);
                events.Remove(pidfd);
                TaskCompletionSource<ProcessExit>? exit;
                lock (Gate)
                {
                    Watched.Remove(pidfd, out exit);
                }

                exit?.SetResult(Reap(pidfd));
            }
        }
    }

    private static ProcessExit Reap(int pidfd)
    {
        siginfo_t siginfo = default;
        if (Libc.waitid(Libc.P_PIDFD, (uint)pidfd, &siginfo, Libc.WEXITED | Libc.WNOHANG) != 0)
        {
            return default;
        }

        // Tmds.LibC 0.5.0 has si_code and si_errno in each other's place: the kernel's third field is si_code (asm-generic/siginfo.h).
        int code = ((int*)&siginfo)[2];
        int status = siginfo.si_status;
        return code == LibC.CLD_EXITED ? new ProcessExit(status, null) : new ProcessExit(null, status);
    }
}
