using System.Runtime.CompilerServices;
using Graceful.Generated;
using Graceful.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Routing.Bench;

/// <summary>The compiled match: path and method in, route and values out.</summary>
internal static class Compiled
{
    /// <returns>How many were answered; the values are looked at, as an action would.</returns>
    [SkipLocalsInit]
    public static int Run(Request[] requests)
    {
        Span<long> captures = stackalloc long[16];
        var found = 0;
        foreach (var request in requests)
        {
            var search = new RouteSearch(request.Path, request.Method, captures);
            if (Routes.Match(ref search) is not null)
            {
                found++;
            }
        }

        return found;
    }

    /// <summary>How many of the requests end with a list of the verbs that are allowed.</summary>
    public static int RefusedVerbs(Request[] requests)
    {
        Span<long> captures = stackalloc long[16];
        var refused = 0;
        foreach (var request in requests)
        {
            var search = new RouteSearch(request.Path, request.Method, captures);
            if (Routes.Match(ref search) is null && search.Allowed != RouteVerbs.None)
            {
                refused++;
            }
        }

        return refused;
    }
}

/// <summary>ASP.NET Core's UseRouting() over the same table: the middleware alone, as an app has it.</summary>
internal sealed class Reference
{
    private readonly RequestDelegate _pipeline;
    private readonly DefaultHttpContext _context = new();

    public Reference(RouteTableFile table)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRouting();
        services.AddSingleton(_ => new System.Diagnostics.DiagnosticListener("Routing.Bench"));
        var app = new ApplicationBuilder(services.BuildServiceProvider());
        var endpoints = new RouteBuilder(app.ApplicationServices);
        endpoints.DataSources.Add(new DefaultEndpointDataSource(table.Routes.Select(route =>
        {
            var builder = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse(route.Pattern), order: 0);
            builder.Metadata.Add(new HttpMethodMetadata([route.Method]));
            return builder.Build();
        })));
        app.Properties["__EndpointRouteBuilder"] = endpoints;
        app.UseRouting();
        app.Run(_ => Task.CompletedTask);
        _pipeline = app.Build();
    }

    /// <returns>How many were answered by an endpoint of the table.</returns>
    public int Run(Request[] requests)
    {
        var found = 0;
        foreach (var request in requests)
        {
            _context.SetEndpoint(null);
            _context.Request.Path = request.Path;
            _context.Request.Method = request.Method;
            _pipeline(_context).GetAwaiter().GetResult();
            if (_context.GetEndpoint() is RouteEndpoint)
            {
                found++;
            }
        }

        return found;
    }

    private sealed class RouteBuilder(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
