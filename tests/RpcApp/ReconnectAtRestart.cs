using Graceful;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;

/// <summary>Sends every client of a hub to the new process when the hand-over begins: the recipe of docs/grpc-and-signalr.md.</summary>
internal sealed class ReconnectAtRestart(IGraceful graceful) : IHubFilter
{
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        IConnectionLifetimeNotificationFeature? connection = context.Context.Features.Get<IConnectionLifetimeNotificationFeature>();
        CancellationTokenRegistration restart = graceful.HandoverBegins.Register(() => connection?.RequestClose());
        _ = context.Context.ConnectionAborted.Register(() => restart.Unregister());
        return next(context);
    }
}
