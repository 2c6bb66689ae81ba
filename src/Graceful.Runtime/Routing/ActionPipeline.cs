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
/// src/DefaultBuilder/src/WebApplicationBuilder.cs, ConfigureApplication), unless the app's properties mark them as added. There
/// they would see no endpoint: <c>[Authorize]</c> would throw, and a fallback policy would refuse an action with
/// <c>[AllowAnonymous]</c>. So they are added after the match, and marked as added.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActionPipeline
{
    private const string RouteBuilderKey = "__EndpointRouteBuilder";
    private const string AuthenticationKey = "__AuthenticationMiddlewareSet";
    private const string AuthorizationKey = "__AuthorizationMiddlewareSet";
    private const string ActionsKey = "__GracefulActions";

    /// <summary>Adds the match, then routing, authentication and authorization when the app needs them.</summary>
    /// <param name="app">The app.</param>
    /// <param name="match">The compiled route switch.</param>
    /// <param name="captureCount">The maximum number of captures of a route.</param>
    /// <param name="endpoints">Returns the endpoints of all actions.</param>
    /// <returns>The app.</returns>
    /// <exception cref="InvalidOperationException">UseAuthorization() has been called before.</exception>
    public static WebApplication Use(WebApplication app, RouteMatch match, int captureCount, Func<IReadOnlyList<Endpoint>> endpoints)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(endpoints);

        IApplicationBuilder pipeline = app;
        if (!pipeline.Properties.TryAdd(ActionsKey, true))
        {
            return app;
        }

        if (pipeline.Properties.ContainsKey(AuthorizationKey))
        {
            throw new InvalidOperationException(
                "UseActions() comes after UseAuthorization(): authorization would run before the action is known, and refuse every " +
                "action with [Authorize]. Call app.UseActions() before app.UseAuthorization().");
        }

        var actions = new ActionEndpointDataSource(endpoints);
        ((IEndpointRouteBuilder)app).DataSources.Add(actions);
        MvcBeside.LeaveAlone(actions, pipeline);
        pipeline.Use(next => new ActionMatching(next, match, captureCount).InvokeAsync);
        if (!pipeline.Properties.ContainsKey(RouteBuilderKey))
        {
            app.UseRouting();
        }

        pipeline.Use(next => new MethodNotAllowed(next).InvokeAsync);
        UseUnlessUsedLater(pipeline, AuthenticationKey, typeof(IAuthenticationSchemeProvider), branch => branch.UseAuthentication());
        UseUnlessUsedLater(pipeline, AuthorizationKey, typeof(IAuthorizationHandlerProvider), branch => branch.UseAuthorization());
        return app;
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
