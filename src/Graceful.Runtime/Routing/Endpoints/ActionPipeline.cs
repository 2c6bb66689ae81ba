using System.ComponentModel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Routing;

/// <summary>Adds the compiled routes to an app's pipeline. Called by the generated <c>UseActions()</c>.</summary>
/// <remarks>
/// WebApplication adds UseRouting, UseAuthentication and UseAuthorization before all other middleware (dotnet/aspnetcore,
/// src/DefaultBuilder/src/WebApplicationBuilder.cs, ConfigureApplication), unless the app's properties mark them as added. No action
/// has been matched there: <c>[Authorize]</c> would throw, and a fallback policy would refuse an action with
/// <c>[AllowAnonymous]</c>. This class adds them after the match, and marks them as added.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActionPipeline
{
    private const string RouteBuilderKey = "__EndpointRouteBuilder";
    private const string AuthenticationKey = "__AuthenticationMiddlewareSet";
    private const string AuthorizationKey = "__AuthorizationMiddlewareSet";
    private const string ActionsKey = "__GracefulActions";

    /// <summary>Adds the match, then routing, authentication and authorization when the app needs them.</summary>
    /// <param name="pipeline">The app, or the pipeline of a Startup class.</param>
    /// <param name="match">The compiled route switch.</param>
    /// <param name="captureCount">The maximum number of captures of a route.</param>
    /// <param name="endpoints">Returns the endpoints of all actions.</param>
    /// <returns>A builder for conventions that apply to every action.</returns>
    /// <exception cref="InvalidOperationException">UseAuthorization() has been called before, or the app has no routing
    /// services.</exception>
    public static IEndpointConventionBuilder Use(
        IApplicationBuilder pipeline, RouteMatch match, int captureCount, Func<IReadOnlyList<Endpoint>> endpoints)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(endpoints);

        if (pipeline.Properties.TryGetValue(ActionsKey, out var existing))
        {
            return (ActionConventions)existing!;
        }

        if (pipeline.ApplicationServices.GetService<LinkGenerator>() is null)
        {
            throw new InvalidOperationException(
                "UseActions() needs routing services, which WebApplication.CreateEmptyBuilder() does not add. " +
                "Call builder.Services.AddRouting() before builder.Build().");
        }

        if (pipeline.Properties.ContainsKey(AuthorizationKey))
        {
            throw new InvalidOperationException(
                "UseActions() comes after UseAuthorization(): authorization would run before the action is known, and refuse every " +
                "action with [Authorize]. Call app.UseActions() before app.UseAuthorization().");
        }

        Binding.ProblemJsonContext.AddTo(pipeline.ApplicationServices);
        var conventions = new ActionConventions(endpoints, pipeline.ApplicationServices);
        var actions = new ActionEndpointDataSource(() => conventions.Endpoints);
        pipeline.Properties[ActionsKey] = conventions;
        MvcBeside.LeaveAlone(actions, pipeline);
        RequestDelegate? afterRouting = null; // set below: an app builds its middleware from the last to the first
        pipeline.Use(next => new ActionMatching(afterRouting!, next, match, captureCount, conventions.Changed).InvokeAsync);
        if (!pipeline.Properties.ContainsKey(RouteBuilderKey))
        {
            pipeline.UseRouting();
        }

        // In a Startup class, UseRouting() leaves the route builder in the properties. A WebApplication is one itself.
        var routes = pipeline as IEndpointRouteBuilder ?? (IEndpointRouteBuilder)pipeline.Properties[RouteBuilderKey]!;
        routes.DataSources.Add(actions);
        pipeline.Use(next =>
        {
            afterRouting = next;
            return new MethodNotAllowed(next).InvokeAsync;
        });
        UseUnlessUsedLater(pipeline, AuthenticationKey, typeof(IAuthenticationSchemeProvider), branch => branch.UseAuthentication());
        UseUnlessUsedLater(pipeline, AuthorizationKey, typeof(IAuthorizationHandlerProvider), branch => branch.UseAuthorization());
        return conventions;
    }

    /// <summary>Returns a builder without endpoints, for an app without controllers.</summary>
    /// <returns>A builder whose conventions apply to nothing.</returns>
    public static IEndpointConventionBuilder UseNone() => new NoActions();

    private sealed class NoActions : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
        }

        public void Finally(Action<EndpointBuilder> finallyConvention)
        {
        }
    }

    /// <summary>Adds a middleware unless the app adds it itself later.</summary>
    /// <remarks>
    /// The middleware is marked as added with a mark of our own. The app's own call replaces the mark, which is checked when the
    /// pipeline is built: the middleware then runs where the app has added it, and not here.
    /// </remarks>
    private static void UseUnlessUsedLater(IApplicationBuilder pipeline, string key, Type service, Action<IApplicationBuilder> use)
    {
        var isService = pipeline.ApplicationServices.GetService<IServiceProviderIsService>();
        var mark = new object();
        if (isService?.IsService(service) is not true || !pipeline.Properties.TryAdd(key, mark))
        {
            return;
        }

        pipeline.Use(next =>
        {
            if (!ReferenceEquals(pipeline.Properties[key], mark))
            {
                return next;
            }

            var branch = pipeline.New();
            use(branch);
            branch.Run(next);
            return branch.Build();
        });
    }
}
