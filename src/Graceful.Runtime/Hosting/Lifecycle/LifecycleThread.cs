using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// The thread that runs the lifecycle and its deadlines. It is not a ThreadPool thread: a stuck pool is a frequent reason for a restart.
/// </summary>
internal sealed class LifecycleThread : IDisposable
{
    private readonly object _lock = new();
    private readonly Queue<Action> _events = new();
    private bool _isStopped;

    /// <summary>Queues an event. Events after <see cref="Dispose"/> are dropped.</summary>
    internal void Post(Action handle)
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                _events.Enqueue(handle);
                Monitor.Pulse(_lock);
            }
        }
    }

    internal void Start(Lifecycle lifecycle, ILogger log) =>
        new Thread(() => Run(lifecycle, log)) { Name = "graceful-lifecycle", IsBackground = true }.Start();

    /// <summary>Ends the thread after the present event.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isStopped = true;
            _events.Clear();
            Monitor.Pulse(_lock);
        }
    }

    private void Run(Lifecycle lifecycle, ILogger log)
    {
        try
        {
            while (TryWait(lifecycle.Deadlines.BeginWait(), out var handle))
            {
                lifecycle.Deadlines.EndWait();
                handle?.Invoke();
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

    /// <returns>False when the thread is to end.</returns>
    private bool TryWait(TimeSpan? limit, out Action? handle)
    {
        lock (_lock)
        {
            if (_events.Count == 0 && !_isStopped)
            {
                _ = Monitor.Wait(_lock, limit is { } left ? (int)Math.Ceiling(left.TotalMilliseconds) : Timeout.Infinite);
            }

            _ = _events.TryDequeue(out handle);
            return !_isStopped;
        }
    }
}
