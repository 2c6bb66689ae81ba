using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Graceful.Mvc;

/// <summary>The services of a request, and those of MVC that the app has not registered.</summary>
/// <remarks>
/// Controllers and filters of the app resolve the services of MVC from
/// <see cref="Microsoft.AspNetCore.Http.HttpContext.RequestServices"/>, and so do results of MVC that a result of the app executes.
/// </remarks>
internal sealed class MvcServiceProvider(IServiceProvider services, MvcServices mvc)
    : IKeyedServiceProvider, ISupportRequiredService, IServiceProviderIsKeyedService
{
    /// <summary>Adds the services of MVC to those of a request, unless they are there.</summary>
    public static MvcServiceProvider For(IServiceProvider services, MvcServices mvc) =>
        services as MvcServiceProvider ?? new MvcServiceProvider(services, mvc);

    /// <summary>Executes a result while the request has the services of MVC.</summary>
    public static Task ExecuteAsync(ActionContext context, IActionResult result, MvcServices mvc)
    {
        var services = context.HttpContext.RequestServices;
        return mvc.IsMvcRegistered || services is MvcServiceProvider
            ? result.ExecuteResultAsync(context)
            : ReplacedAsync(context, result, services, new MvcServiceProvider(services, mvc));
    }

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IServiceProvider) || serviceType == typeof(IServiceProviderIsService) ||
            serviceType == typeof(IServiceProviderIsKeyedService))
        {
            return this;
        }

        // The app's own options lack the defaults of MVC.
        if (serviceType == typeof(IOptions<MvcOptions>))
        {
            return Options.Create(mvc.Options);
        }

        return serviceType == typeof(IOptions<ApiBehaviorOptions>)
            ? Options.Create(mvc.Behavior)
            : services.GetService(serviceType) ?? mvc.Find(serviceType);
    }

    public object GetRequiredService(Type serviceType) => GetService(serviceType) ?? services.GetRequiredService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => services is IKeyedServiceProvider keyed
        ? keyed.GetKeyedService(serviceType, serviceKey)
        : throw new InvalidOperationException("The app's service provider does not support keyed services.");

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        services.GetRequiredKeyedService(serviceType, serviceKey);

    public bool IsService(Type serviceType) =>
        services.GetService<IServiceProviderIsService>()?.IsService(serviceType) is true || mvc.Find(serviceType) is not null;

    public bool IsKeyedService(Type serviceType, object? serviceKey) =>
        services.GetService<IServiceProviderIsService>() is IServiceProviderIsKeyedService keyed &&
        keyed.IsKeyedService(serviceType, serviceKey);

    private static async Task ReplacedAsync(
        ActionContext context, IActionResult result, IServiceProvider services, MvcServiceProvider replacement)
    {
        context.HttpContext.RequestServices = replacement;
        try
        {
            await result.ExecuteResultAsync(context);
        }
        finally
        {
            context.HttpContext.RequestServices = services;
        }
    }
}
