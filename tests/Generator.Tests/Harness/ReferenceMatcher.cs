using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Harness;

/// <summary>ASP.NET Core's own matcher over a table of routes, as the reference.</summary>
internal sealed class ReferenceMatcher
{
    private readonly RequestDelegate _pipeline;

    private ReferenceMatcher(RequestDelegate pipeline) => _pipeline = pipeline;

    /// <exception cref="Exception">A pattern or one of its constraints is wrong.</exception>
    public static ReferenceMatcher Build(IEnumerable<ReferenceRoute> routes)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRouting();
        services.AddSingleton<System.Diagnostics.DiagnosticListener>(_ => new System.Diagnostics.DiagnosticListener("test"));
        var app = new ApplicationBuilder(services.BuildServiceProvider());
        app.UseRouting();
        app.UseEndpoints(endpoints => endpoints.DataSources.Add(new DefaultEndpointDataSource(routes.Select(Endpoint))));
        var matcher = new ReferenceMatcher(app.Build());

        // The first request builds the matcher; several routes may match it.
        try
        {
            matcher.Match("/", "GET");
        }
        catch (Exception ambiguous) when (IsAmbiguous(ambiguous))
        {
            return matcher;
        }

        return matcher;
    }

    /// <summary>True when several routes matched with the same precedence: the exception type is internal.</summary>
    public static bool IsAmbiguous(Exception exception) => exception.GetType().Name == "AmbiguousMatchException";

    /// <summary>Returns the index of the route and its values, or null when no route answers, for any reason.</summary>
    /// <exception cref="Exception">Several routes match with the same precedence (<see cref="IsAmbiguous"/>).</exception>
    public ReferenceMatch? Match(string path, string method)
    {
        var context = new DefaultHttpContext { Request = { Path = path, Method = method } };
        _pipeline(context).GetAwaiter().GetResult();
        return context.Items[nameof(ReferenceMatch)] as ReferenceMatch;
    }

    private static RouteEndpoint Endpoint(ReferenceRoute route)
    {
        var builder = new RouteEndpointBuilder(
            context =>
            {
                var values = context.Request.RouteValues.Where(value => value.Value is not null)
                    .ToDictionary(value => value.Key, value => (string)value.Value!);
                context.Items[nameof(ReferenceMatch)] = new ReferenceMatch(route.Index, values);
                return Task.CompletedTask;
            },
            RoutePatternFactory.Parse(route.Pattern),
            route.Order);
        if (route.Methods.Count > 0)
        {
            builder.Metadata.Add(new HttpMethodMetadata(route.Methods));
        }

        return (RouteEndpoint)builder.Build();
    }
}

internal sealed record ReferenceRoute(string Pattern, IReadOnlyList<string> Methods, int Order, int Index);

internal sealed record ReferenceMatch(int Route, IReadOnlyDictionary<string, string> Values);
