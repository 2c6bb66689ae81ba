using Graceful.Generated;
using Graceful.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Routing.Bench;

/// <summary>The compiled match alone: path and method in, route and values out.</summary>
internal static class Compiled
{
    /// <returns>How many were answered; the values are looked at, as an action would.</returns>
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

/// <summary>A pipeline of middleware as an app has it, with nothing behind, and one context that each request is put into.</summary>
internal sealed class Pipeline(RequestDelegate pipeline)
{
    private readonly DefaultHttpContext _context = new();

    /// <summary>ASP.NET Core's UseRouting() over a table.</summary>
    public static Pipeline UseRouting(RouteTableFile table)
    {
        var app = App();
        app.UseRouting();
        app.Run(_ => Task.CompletedTask);

        // Not through UseEndpoints(), which would run what has been found.
        ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(table.Routes.Select(route =>
        {
            var builder = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse(route.Pattern), order: 0);
            builder.Metadata.Add(new HttpMethodMetadata([route.Method]));
            return builder.Build();
        })));
        return new Pipeline(((IApplicationBuilder)app).Build());
    }

    /// <summary>UseActions(), which has a UseRouting() in it, with nothing to find there.</summary>
    public static Pipeline UseActions()
    {
        var app = App();
        app.UseActions();
        app.Run(_ => Task.CompletedTask);
        return new Pipeline(((IApplicationBuilder)app).Build());
    }

    /// <summary>Without logging: to ask each logger whether it wants to know is not the match.</summary>
    private static WebApplication App()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder.Build();
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
            pipeline(_context).GetAwaiter().GetResult();
            if (_context.GetEndpoint() is RouteEndpoint)
            {
                found++;
            }
        }

        return found;
    }
}
