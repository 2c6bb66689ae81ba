using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Graceful.Routing;

/// <summary>Lists the actions for what reads endpoints: link generation, OpenAPI. They are made when somebody first asks.</summary>
internal sealed class ActionEndpointDataSource(Func<IReadOnlyList<Endpoint>> list) : EndpointDataSource
{
    private readonly Lazy<IReadOnlyList<Endpoint>> _endpoints = new(list);

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints.Value;

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;
}
