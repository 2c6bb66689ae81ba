using System.ComponentModel;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Graceful.Routing;

/// <summary>Wraps actions in their filters. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActionFilter
{
    /// <summary>Wraps a delegate in a filter.</summary>
    /// <typeparam name="TFilter">The filter; an app has one instance of it.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <param name="next">The action or the inner filter.</param>
    /// <param name="create">Creates the filter when it is not a service; <see langword="null"/> when it must be one.</param>
    /// <returns>The filter around the delegate.</returns>
    /// <exception cref="InvalidOperationException">The filter, or a service that it needs, is not registered.</exception>
    public static EndpointFilterDelegate Around<TFilter>(
        HttpContext httpContext, EndpointFilterDelegate next, Func<IServiceProvider, TFilter>? create = null)
        where TFilter : class, IEndpointFilter
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        ArgumentNullException.ThrowIfNull(next);
        var filter = Instances<TFilter>.Of(httpContext.RequestServices, create);
        return invocation => filter.InvokeAsync(invocation, next);
    }

    /// <summary>One instance per app: tests run several apps in a process.</summary>
    private static class Instances<TFilter>
        where TFilter : class, IEndpointFilter
    {
        private static readonly ConditionalWeakTable<IServiceScopeFactory, IEndpointFilter> All = new();

        public static IEndpointFilter Of(IServiceProvider services, Func<IServiceProvider, TFilter>? create)
        {
            // The scope factory is a singleton that every app has: it identifies the app.
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
