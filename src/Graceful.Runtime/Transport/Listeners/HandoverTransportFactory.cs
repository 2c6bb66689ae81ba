using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

/// <summary>Opens a <see cref="HandoverListener"/> for each of Kestrel's endpoints.</summary>
internal sealed class HandoverTransportFactory(ListenerTable listeners) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => ListenerKey.IsSupported(endpoint);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(listeners.Open(endpoint));
}
