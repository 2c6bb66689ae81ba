using System.ComponentModel;
using System.Runtime.InteropServices;
using Runtime.Tests.Processes.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Processes.Servers;

/// <summary>How a process ended: its exit code, or the signal that killed it; neither, where only its parent was told.</summary>
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
/// Tells when processes end, and how, by their pidfd: also of successors, which are no children of the test. This process makes
/// itself the reaper of its orphans (prctl(2), PR_SET_CHILD_SUBREAPER), so a successor whose parent has gone leaves its status here.
/// </summary>
internal static unsafe class ExitWatch
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, TaskCompletionSource<ProcessExit>> Watched = [];
    private static readonly Lazy<Epoll> Events = new(Start);

    /// <summary>To be called before the first process is started whose orphans are to end up here.</summary>
    internal static void BecomeReaper() => _ = Events.Value;

    /// <summary>The exit of the process behind the pidfd, which stays open and the caller's.</summary>
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
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"prctl(PR_SET_CHILD_SUBREAPER): {Marshal.GetLastPInvokeErrorMessage()}");
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
