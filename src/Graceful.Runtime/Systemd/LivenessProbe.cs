using Graceful.Transport;

namespace Graceful.Systemd;

/// <summary>
/// A beat that only a process that works has: it goes through every event loop and then through the thread of the lifecycle,
/// and stops when one of them is stuck. Not through the ThreadPool: a pool that is busy for long is no reason to kill what it does.
/// </summary>
internal sealed class LivenessProbe(string name, TimeSpan period, EventLoopGroup loops, Action<Action> post, Action beat)
{
    internal void Start(CancellationToken end) => new Thread(() => Run(end)) { Name = name, IsBackground = true }.Start();

    private void Run(CancellationToken end)
    {
        using var done = new AutoResetEvent(false);
        while (!end.WaitHandle.WaitOne(period))
        {
            foreach (var loop in loops.All)
            {
                loop.Invoke(static () => { });
            }

            post(() =>
            {
                beat();
                done.Set();
            });
            done.WaitOne();
        }
    }
}
