using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// The thread on which the lifecycle lives, with the deadlines. Not the ThreadPool: a process is restarted or stopped just when
/// its pool is stuck.
/// </summary>
internal sealed class LifecycleThread
{
    private readonly BlockingCollection<Action> _events = [];

    /// <summary>Has the event handled after those that came before it.</summary>
    internal void Post(Action handle) => _events.Add(handle);

    internal void Start(Lifecycle lifecycle, ILogger log) =>
        new Thread(() => Run(lifecycle, log)) { Name = "graceful-lifecycle", IsBackground = true }.Start();

    private void Run(Lifecycle lifecycle, ILogger log)
    {
        try
        {
            while (true)
            {
                var wait = lifecycle.Deadlines.UntilNext is { } left ? (int)Math.Ceiling(left.TotalMilliseconds) : Timeout.Infinite;
                if (_events.TryTake(out var handle, wait))
                {
                    handle();
                }

                while (lifecycle.Deadlines.TryTakeExpired(out var deadline))
                {
                    lifecycle.OnDeadline(deadline);
                }
            }
        }
        catch (Exception unexpected)
        {
            log.LifecycleFailed(lifecycle.State, unexpected);
            throw;
        }
    }
}
