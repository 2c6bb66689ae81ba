using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

/// <summary>The transport that Kestrel uses for every endpoint, however it was configured.</summary>
internal sealed class HandoffTransportFactory(ListenerTable listeners) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => ListenerKey.IsSupported(endpoint);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(listeners.Open(endpoint));
}
