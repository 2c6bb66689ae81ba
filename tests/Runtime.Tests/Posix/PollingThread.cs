using System.Runtime.InteropServices;
using Graceful.Posix;

namespace Runtime.Tests.Posix;

/// <summary>A thread whose action waits in poll(2), and that can be interrupted there.</summary>
internal sealed partial class PollingThread
{
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;

    internal PollingThread(Action action)
    {
        _thread = new Thread(() =>
        {
            _started.SetResult(gettid());
            action();
        });
        _thread.Start();
    }

    /// <summary>Completes when the thread waits in the kernel, or has ended.</summary>
    internal async Task WaitsAsync()
    {
        var id = await _started.Task.WaitAsync(Until.Limit);
        await Until.TrueAsync(() => !_thread.IsAlive || IsInPoll(id), "a thread in poll(2)");
    }

    /// <summary>Sends a signal to this thread, and returns when its handler has run there.</summary>
    internal async Task InterruptAsync()
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => handled.TrySetResult());
        var id = await _started.Task.WaitAsync(Until.Limit);
        PosixException.Check(tgkill(Environment.ProcessId, id, (int)Graceful.Signal.SIGWINCH), "tgkill");
        await handled.Task.WaitAsync(Until.Limit);
    }

    internal void Join() => Assert.True(_thread.Join(Until.Limit));

    private static bool IsInPoll(int id)
    {
        try
        {
            // Some kernels hide where a thread sleeps (kptr_restrict, no CONFIG_KALLSYMS), and show a zero.
            return File.ReadAllText($"/proc/self/task/{id}/stat").Contains(") S ", StringComparison.Ordinal)
                && File.ReadAllText($"/proc/self/task/{id}/wchan") is var place
                && (place == "0" || place.Contains("poll", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            // The thread has ended.
            return false;
        }
    }

    [LibraryImport("libc")]
    private static partial int gettid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tgkill(int process, int thread, int signal);
}
