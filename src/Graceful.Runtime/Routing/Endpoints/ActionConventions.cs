using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Routing;

/// <summary>Conventions that apply to every action of an app: <c>app.UseActions().RequireAuthorization()</c>.</summary>
/// <remarks>
/// The endpoints of actions are shared by all apps of the process. Only an app with conventions builds its own, once, when they are
/// first read.
/// </remarks>
internal sealed class ActionConventions : IEndpointConventionBuilder
{
    private readonly List<Action<EndpointBuilder>> _conventions = [];
    private readonly List<Action<EndpointBuilder>> _finally = [];
    private readonly Func<IReadOnlyList<Endpoint>> _list;
    private readonly IServiceProvider _services;
    private readonly Lazy<Dictionary<ActionRoute, AppRoute>?> _changed;

    public ActionConventions(Func<IReadOnlyList<Endpoint>> list, IServiceProvider services)
    {
        (_list, _services) = (list, services);
        _changed = new(Build);
    }

    /// <summary>Gets the endpoints of the app.</summary>
    public IReadOnlyList<Endpoint> Endpoints =>
        _changed.Value is { } changed
            ? [.. changed.Values.Select(route => route.Endpoint)]
            : BodyUnlessService.Describe(_list(), _services);

    /// <summary>Gets the routes of the app as the conventions have changed them; null when there are no conventions.</summary>
    public IReadOnlyDictionary<ActionRoute, AppRoute>? Changed => _changed.Value;

    public void Add(Action<EndpointBuilder> convention) => AddTo(_conventions, convention);

    public void Finally(Action<EndpointBuilder> finallyConvention) => AddTo(_finally, finallyConvention);

    private void AddTo(List<Action<EndpointBuilder>> conventions, Action<EndpointBuilder> convention)
    {
        if (_changed.IsValueCreated)
        {
            throw new InvalidOperationException(
                "Conventions for actions must be added before the app starts: its endpoints have been built.");
        }

        conventions.Add(convention);
    }

    private Dictionary<ActionRoute, AppRoute>? Build() => _conventions.Count + _finally.Count == 0 ? null : _list()
        .Cast<RouteEndpoint>()
        .Select(endpoint => (Route: endpoint.Metadata.GetMetadata<ActionRoute>()!, Endpoint: Build(endpoint)))
        .ToDictionary(one => one.Route, one => new AppRoute(one.Endpoint));

    private RouteEndpoint Build(RouteEndpoint endpoint)
    {
        var builder = new RouteEndpointBuilder(endpoint.RequestDelegate, endpoint.RoutePattern, endpoint.Order)
        {
            DisplayName = endpoint.DisplayName,
            ApplicationServices = _services,
        };
        foreach (var item in BodyUnlessService.Resolve(endpoint.Metadata, _services))
        {
            builder.Metadata.Add(item);
        }

        _conventions.ForEach(convention => convention(builder));
        for (var i = _finally.Count - 1; i >= 0; i--)
        {
            _finally[i](builder);
        }

        // The route has checked its own attributes.
        var added = builder.Metadata.OfType<IAntiforgeryMetadata>().LastOrDefault();
        if (added is { RequiresValidation: true } && added != endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() &&
            builder.RequestDelegate is { } action)
        {
            builder.RequestDelegate = RequiredToken.Before(action);
        }

        builder.RequestDelegate = Filtered(builder);
        return (RouteEndpoint)builder.Build();
    }

    /// <summary>Wraps the action in the filters of <c>AddEndpointFilter</c>, which see no arguments: these are bound inside.</summary>
    private RequestDelegate? Filtered(RouteEndpointBuilder builder)
    {
        if (builder.FilterFactories.Count == 0 || builder.RequestDelegate is not { } action)
        {
            return builder.RequestDelegate;
        }

        EndpointFilterDelegate filtered = async invocation =>
        {
            await action(invocation.HttpContext);
            return TypedResults.Empty;
        };
        var context = new EndpointFilterFactoryContext
        {
            MethodInfo = builder.Metadata.OfType<ActionMethod>().Single(),
            ApplicationServices = _services,
        };
        for (var i = builder.FilterFactories.Count - 1; i >= 0; i--)
        {
            filtered = builder.FilterFactories[i](context, filtered);
        }

        return async httpContext =>
        {
            var result = await filtered(new DefaultEndpointFilterInvocationContext(httpContext));
            await ActionResponse.TextOrAnything(result).ExecuteAsync(httpContext);
        };
    }
}
