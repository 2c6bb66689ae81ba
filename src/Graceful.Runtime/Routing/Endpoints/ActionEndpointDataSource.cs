using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Graceful.Routing;

/// <summary>Lists the endpoints of the actions, for link generation and OpenAPI. They are created when first read.</summary>
internal sealed class ActionEndpointDataSource(Func<IReadOnlyList<Endpoint>> list) : EndpointDataSource
{
    private readonly Lazy<IReadOnlyList<Endpoint>> _endpoints = new(list);

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints.Value;

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;
}
