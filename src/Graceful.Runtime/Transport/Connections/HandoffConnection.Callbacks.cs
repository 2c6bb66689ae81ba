using Microsoft.AspNetCore.Connections.Features;

namespace Graceful.Transport;

/// <summary>Callbacks of Kestrel and of the application, on the thread pool: they may block.</summary>
internal sealed partial class HandoffConnection
{
    private Task? _closeNotified;

    /// <summary>Cancels the ConnectionClosed token once, on the pool: its callbacks are Kestrel's and the application's.</summary>
    private Task NotifyClosedAsync() => _closeNotified ??= RunOnPoolAsync(static connection => connection._closed.Cancel());

    /// <summary>Closes an idle connection in Kestrel's way, on the pool: the callbacks are Kestrel's and the application's.</summary>
    private void RequestClose() =>
        _ = RunOnPoolAsync(static connection => connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose());

    private Task RunOnPoolAsync(Action<HandoffConnection> action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(
            static item =>
            {
                try
                {
                    item.action(item.Connection);
                }
                catch (AggregateException thrownByCallbacks)
                {
                    item.Connection.LogUnexpected(thrownByCallbacks);
                }

                item.done.SetResult();
            },
            (Connection: this, action, done),
            preferLocal: false);
        return done.Task;
    }
}
