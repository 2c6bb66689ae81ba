using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Links;

/// <summary>ASP.NET Core's own links to the same templates.</summary>
internal sealed class ReferenceLinks : IDisposable
{
    private readonly WebApplication _app;
    private readonly LinkGenerator _links;

    public ReferenceLinks(IReadOnlyList<string> templates)
    {
        _app = WebApplication.CreateSlimBuilder().Build();
        ((IEndpointRouteBuilder)_app).DataSources.Add(new DefaultEndpointDataSource(templates.Select((template, i) =>
            new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse(template), order: 0)
            {
                Metadata = { new EndpointNameMetadata($"{i}") },
            }.Build())));
        ((IApplicationBuilder)_app).UseRouting();
        ((IApplicationBuilder)_app).UseEndpoints(_ => { });
        _links = _app.Services.GetRequiredService<LinkGenerator>();
    }

    public string? Link(int template, IReadOnlyDictionary<string, string?> values) =>
        _links.GetPathByName($"{template}",
            new RouteValueDictionary(values.Select(value => KeyValuePair.Create(value.Key, (object?)value.Value))));

    public void Dispose() => ((IDisposable)_app).Dispose();
}
