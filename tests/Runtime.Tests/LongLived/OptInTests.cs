using Graceful;
using Graceful.LongLived;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Runtime.Tests.LongLived;

public sealed class OptInTests
{
    [Fact]
    public void A_successor_builds_its_endpoints_before_it_is_ready()
    {
        var endpoints = new Source(() => [new Endpoint(null, new EndpointMetadataCollection(new MovesOnRestartAttribute()), "lambda")]);
        var optIn = Create(endpoints);

        optIn.WarmUp();

        Assert.Equal(1, endpoints.Built);
        Assert.True(optIn.IsUsed);
        Assert.Equal(1, endpoints.Built);
    }

    [Fact]
    public void Endpoints_that_cannot_be_built_fail_the_start_of_a_successor()
    {
        var optIn = Create(new Source(() => throw new InvalidOperationException("Two endpoints have this name.")));

        var error = Assert.Throws<InvalidOperationException>(optIn.WarmUp);

        Assert.Equal("Two endpoints have this name.", error.Message);
    }

    [Fact]
    public void An_application_without_routing_has_nothing_to_build()
    {
        using var services = new ServiceCollection().BuildServiceProvider();

        new OptIn(services).WarmUp();
    }

    /// <summary>Another host in the same process may have opted in.</summary>
    [Fact]
    public void The_endpoints_of_the_application_alone_count()
    {
        _ = new MovesOnRestartAttribute();

        Assert.False(Create(new Source(() => [new Endpoint(null, EndpointMetadataCollection.Empty, "lambda")])).IsUsed);
    }

    [Fact]
    public void Endpoints_that_change_are_read_again()
    {
        Endpoint[] all = [];
        var endpoints = new Source(() => all);
        var optIn = Create(endpoints);
        Assert.False(optIn.IsUsed);

        all = [new Endpoint(null, new EndpointMetadataCollection(new MovesOnRestartAttribute()), "lambda")];
        Assert.False(optIn.IsUsed);
        endpoints.Change();

        Assert.True(optIn.IsUsed);
        Assert.Equal(2, endpoints.Built);
    }

    private static OptIn Create(Source endpoints) =>
        new(new ServiceCollection().AddSingleton<EndpointDataSource>(endpoints).BuildServiceProvider());

    private sealed class Source(Func<Endpoint[]> build) : EndpointDataSource
    {
        private ConfigurationReloadToken _token = new();

        public int Built { get; private set; }

        public override IReadOnlyList<Endpoint> Endpoints
        {
            get
            {
                Built++;
                return build();
            }
        }

        public override IChangeToken GetChangeToken() => _token;

        public void Change()
        {
            var token = _token;
            _token = new ConfigurationReloadToken();
            token.OnReload();
        }
    }
}
