using Graceful.Routing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Running;

/// <summary>A parameter that is the body, unless the app has registered its type as a service.</summary>
public sealed class BodyUnlessServiceTests
{
    private static readonly AcceptsMetadata Body = new(["application/json"], typeof(Uri));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_body_is_described_without_the_service(bool isRegistered)
    {
        var services = new ServiceCollection();
        if (isRegistered)
        {
            services.AddSingleton(new Uri("http://shop.example"));
        }

        object[] expected = isRegistered ? ["other"] : [Body, "other"];
        Assert.Equal(expected, Describe(services.BuildServiceProvider()));
    }

    [Fact]
    public void The_body_is_described_where_the_services_are_unknown() => Assert.Equal([Body, "other"], Describe(new NoServices()));

    private static IEnumerable<object> Describe(IServiceProvider services) =>
        BodyUnlessService.Resolve([new BodyUnlessService(typeof(Uri), Body), "other"], services);

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
