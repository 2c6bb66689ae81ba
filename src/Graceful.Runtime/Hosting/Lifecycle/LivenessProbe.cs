using Graceful.Transport;

namespace Graceful.Hosting;

/// <summary>
/// Calls back periodically as long as every event loop and the thread of the lifecycle respond. The ThreadPool is not part of the
/// check: a pool that is busy for long is no reason to kill the process.
/// </summary>
internal sealed class LivenessProbe(string name, TimeSpan period, EventLoopGroup loops, Action<Action> post, Action onAlive)
{
    internal void Start(CancellationToken end) => new Thread(() => Run(end)) { Name = name, IsBackground = true }.Start();

    private void Run(CancellationToken end)
    {
        // Not disposed: an event that was posted before the end may be handled after it.
        var done = new AutoResetEvent(false);
        WaitHandle[] doneOrEnd = [done, end.WaitHandle];
        while (!end.WaitHandle.WaitOne(period))
        {
            foreach (var loop in loops.All)
            {
                loop.Invoke(static () => { });
            }

            post(() =>
            {
                onAlive();
                done.Set();
            });

            // The thread of the lifecycle may end first, and drops its events then.
            _ = WaitHandle.WaitAny(doneOrEnd);
        }
    }
}
