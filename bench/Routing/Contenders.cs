using Graceful.Generated;
using Graceful.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Routing.Bench;

/// <summary>The compiled match alone: path and method in, route and values out.</summary>
internal static class Compiled
{
    /// <returns>The number of answered requests; the values are read, as an action would.</returns>
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

    /// <summary>Returns the number of requests that end with a list of allowed verbs.</summary>
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

/// <summary>The middleware pipeline of an app without endpoints after it, and one context for all requests.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="before">The endpoint that a middleware before it has selected.</param>
internal sealed class Pipeline(RequestDelegate pipeline, Endpoint? before = null)
{
    private readonly DefaultHttpContext _context = (DefaultHttpContext)HeldRequest.Context;

    /// <summary>No middleware: what a request costs in this benchmark itself.</summary>
    public static Pipeline Nothing() => new(_ => Task.CompletedTask);

    /// <summary>
    /// What every middleware that selects endpoints does with Kestrel's features, without a match: it reads the path and the method, and
    /// sets an endpoint, with the values of a route or without.
    /// </summary>
    public static Pipeline Selection(bool hasValues)
    {
        RequestDelegate next = _ => Task.CompletedTask;
        var endpoint = new RouteEndpointBuilder(next, RoutePatternFactory.Parse("/"), order: 0).Build();
        var values = hasValues ? new RouteValuesFeature() : null;
        return new Pipeline(context =>
        {
            var features = context.Features;
            var selected = (IEndpointFeature?)features[typeof(IEndpointFeature)];
            var request = (IHttpRequestFeature)features[typeof(IHttpRequestFeature)]!;
            if (selected is not { Endpoint: null } || request.Path.Length == 0 || request.Method.Length == 0)
            {
                return Task.CompletedTask;
            }

            if (values is not null)
            {
                features[typeof(IRouteValuesFeature)] = values;
            }

            selected.Endpoint = endpoint;
            return next(context);
        });
    }

    /// <summary>ASP.NET Core's UseRouting() for a request whose endpoint is known, as it comes after the match of UseActions().</summary>
    public static Pipeline PassRouting()
    {
        var app = App();
        app.UseRouting();
        app.Run(_ => Task.CompletedTask);
        return new Pipeline(
            ((IApplicationBuilder)app).Build(),
            new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse("/"), order: 0).Build());
    }

    /// <summary>ASP.NET Core's UseRouting() over a table.</summary>
    public static Pipeline UseRouting(RouteTableFile table)
    {
        var app = App();
        app.UseRouting();
        app.Run(_ => Task.CompletedTask);

        // Not UseEndpoints(), which would run the endpoint.
        ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(table.Routes.Select(route =>
        {
            var builder = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse(route.Pattern), order: 0);
            builder.Metadata.Add(new HttpMethodMetadata([route.Method]));
            return builder.Build();
        })));
        return new Pipeline(((IApplicationBuilder)app).Build());
    }

    /// <summary>UseActions(), which contains a UseRouting() without endpoints.</summary>
    public static Pipeline UseActions()
    {
        var app = App();
        app.UseActions();
        app.Run(_ => Task.CompletedTask);
        return new Pipeline(((IApplicationBuilder)app).Build());
    }

    /// <summary>Without logging: the checks of the log level are not part of the match.</summary>
    private static WebApplication App()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    /// <returns>The number of requests that an endpoint of the table answered.</returns>
    public int Run(Request[] requests)
    {
        var found = 0;
        var features = _context.Features;
        var parsed = features.GetRequiredFeature<IHttpRequestFeature>();
        foreach (var request in requests)
        {
            // As the host ends a request and starts the next (DefaultHttpContextFactory): the context has looked up no feature yet.
            parsed.Path = request.Path;
            parsed.Method = request.Method;
            _context.Uninitialize();
            _context.Initialize(features);
            _context.SetEndpoint(before);
            pipeline(_context).GetAwaiter().GetResult();

            // As an action uses them. What a middleware has changed makes them look up their features again.
            _context.Response.StatusCode = _context.Request.ContentLength is null ? 200 : 400;
            if (_context.GetEndpoint() is RouteEndpoint)
            {
                found++;
            }
        }

        return found;
    }
}
