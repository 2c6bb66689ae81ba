using System.ComponentModel;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Graceful.Routing;

/// <summary>Puts filters around actions. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActionFilter
{
    /// <summary>Puts a filter around what follows.</summary>
    /// <typeparam name="TFilter">The filter, of which there is one instance in an app.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <param name="next">What the filter runs around.</param>
    /// <param name="create">Makes the instance when it is no service of the app; <see langword="null"/> where it can only be one.</param>
    /// <returns>The filter around what follows.</returns>
    /// <exception cref="InvalidOperationException">The filter, or a service that it needs, is no service of the app.</exception>
    public static EndpointFilterDelegate Around<TFilter>(
        HttpContext httpContext, EndpointFilterDelegate next, Func<IServiceProvider, TFilter>? create = null)
        where TFilter : class, IEndpointFilter
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        ArgumentNullException.ThrowIfNull(next);
        var filter = Instances<TFilter>.Of(httpContext.RequestServices, create);
        return invocation => filter.InvokeAsync(invocation, next);
    }

    /// <summary>The instance of each app of this process: tests run several.</summary>
    private static class Instances<TFilter>
        where TFilter : class, IEndpointFilter
    {
        private static readonly ConditionalWeakTable<IServiceScopeFactory, IEndpointFilter> All = new();

        public static IEndpointFilter Of(IServiceProvider services, Func<IServiceProvider, TFilter>? create)
        {
            // The factory of scopes is the one service that every app has, and has once.
            var app = services.GetRequiredService<IServiceScopeFactory>();
            if (All.TryGetValue(app, out var filter))
            {
                return filter;
            }

            lock (All)
            {
                if (!All.TryGetValue(app, out filter))
                {
                    filter = Create(services.GetService<IHost>()?.Services ?? app.CreateScope().ServiceProvider, create);
                    All.Add(app, filter);
                }

                return filter;
            }
        }

        private static TFilter Create(IServiceProvider services, Func<IServiceProvider, TFilter>? create) =>
            services.GetService<TFilter>() ?? create?.Invoke(services) ?? services.GetRequiredService<TFilter>();
    }
}
