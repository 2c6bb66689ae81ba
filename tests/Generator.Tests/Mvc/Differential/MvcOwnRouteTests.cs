using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Route attributes that the app declares itself have the values and the effects that they have in MVC.</summary>
public sealed class MvcOwnRouteTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Attributes_of_the_app_route_as_in_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(
            OwnRouteSource.Text, OwnRouteSource.Services, later: OwnRouteSource.Later);

        var comparison = new MvcComparison();
        foreach (var request in OwnRouteSource.Requests())
        {
            var (compiled, mvc) = await apps.AnswersAsync(request);
            comparison.Add(request, Routed(compiled), Routed(mvc));
        }

        comparison.AssertSame(output, served: 200, refused: 600);
    }

    [Fact]
    public async Task Attributes_of_the_app_name_sources_as_in_MVC()
    {
        const string Source = """
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.AspNetCore.Mvc.ModelBinding;

            [assembly: CompileMvcControllers]

            public sealed class PageAttribute(string prefix = "p") : FromQueryAttribute { public string Prefix { get; } = prefix; }
            public class NamedQueryAttribute : FromQueryAttribute { public NamedQueryAttribute(string name) => Name = "q-" + name; }
            public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() => Name = "X-Tenant"; }
            public sealed class KeyAttribute : FromRouteAttribute { public KeyAttribute() { Name = "key"; } }
            public sealed class MaybeAttribute : FromBodyAttribute
            {
                public MaybeAttribute() => EmptyBodyBehavior = EmptyBodyBehavior.Allow;
            }

            public sealed class KitchenAttribute(string room) : FromKeyedServicesAttribute("kitchen " + room);
            public sealed record Text(string Value);
            public sealed class Filter
            {
                [NamedQuery("size")] public int Size { get; set; }
                [Tenant] public string? Tenant { get; set; }
            }

            [ApiController, Route("sources/{key}")]
            public sealed class SourcesController : ControllerBase
            {
                [HttpGet] public string Get([Key] string id, [NamedQuery("x")] int x, [Page] int page, [Tenant] string? tenant) =>
                    $"{id} {x} {page} {tenant}";
                [HttpGet("filter")] public string Filtered([FromQuery] Filter filter) => $"{filter.Size} {filter.Tenant}";
                [HttpPost] public string Post([Maybe] Text? text) => text?.Value ?? "none";
                [HttpGet("service")] public string Service([Kitchen("1")] Text text) => text.Value;
            }
            """;
        const string Services = """
            builder.Services.AddKeyedSingleton("kitchen 1", new Text("keyed"));
            """;
        string[] requests =
        [
            "GET /sources/5?q-x=3&page=2&x=9 | X-Tenant: acme", "GET /sources/5?q-x=three", "GET /sources/5",
            "GET /sources/5/filter?q-size=4&size=9 | X-Tenant: acme", "GET /sources/5/filter?q-size=x",
            "POST /sources/5 | Content-Type: application/json", "POST /sources/5 | Content-Type: application/json || {\"value\":\"v\"}",
            "GET /sources/5/service",
        ];
        await using var apps = await ComparedApps.StartAsync(Source, Services);

        var comparison = await apps.CompareAsync(requests);

        comparison.AssertSame(output, served: 6, refused: 2);
    }

    /// <summary>A path with other verbs is a 405; MVC answers 404 when a constraint excludes the path.</summary>
    private static string Routed(string answer) =>
        answer.StartsWith("404", StringComparison.Ordinal) || answer.StartsWith("405", StringComparison.Ordinal) ? "404" : answer;
}
