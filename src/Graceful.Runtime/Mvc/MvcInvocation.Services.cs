using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Mvc;

/// <summary>Adds the services of MVC that the app has not registered to those of the request, while the action runs.</summary>
/// <remarks>
/// Controllers, filters and actions resolve <c>ProblemDetailsFactory</c>, <c>IUrlHelperFactory</c> or the options of MVC as under
/// <c>AddControllers()</c>.
/// </remarks>
internal sealed partial class MvcInvocation : IServiceProvidersFeature
{
    private IServiceProvidersFeature? _servicesOfApp;
    private MvcServiceProvider? _services;

    IServiceProvider IServiceProvidersFeature.RequestServices
    {
        // Created when it is first read, as the scope of the request is.
        get => _services ??= MvcServiceProvider.For(ServicesOfApp.RequestServices, Services);
        set => (ServicesOfApp.RequestServices, _services) = (value, null);
    }

    private IServiceProvidersFeature ServicesOfApp =>
        _servicesOfApp ??= new RequestServicesFeature(HttpContext, ((DefaultHttpContext)HttpContext).ServiceScopeFactory);

    private void AddServices()
    {
        if (!Services.IsMvcRegistered && HttpContext is DefaultHttpContext)
        {
            _servicesOfApp = HttpContext.Features.Get<IServiceProvidersFeature>();
            HttpContext.Features.Set<IServiceProvidersFeature>(this);
        }
    }

    private void RemoveServices()
    {
        if (HttpContext.Features.Get<IServiceProvidersFeature>() == this)
        {
            HttpContext.Features.Set(_servicesOfApp);
        }
    }
}
