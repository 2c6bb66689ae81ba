using Graceful.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Graceful;

/// <summary>The API explorer's descriptions of compiled MVC controllers.</summary>
public static class MvcDescriptionExtensions
{
    /// <summary>
    /// Makes the API explorer describe compiled MVC actions with MVC's own descriptors. Swashbuckle and NSwag then write the same document
    /// as for MVC, with the same names of operations, so that the clients they generate do not change.
    /// </summary>
    /// <remarks>
    /// Call it beside <c>AddSwaggerGen()</c> or <c>AddOpenApiDocument()</c>. <c>AddOpenApi()</c> of
    /// <c>Microsoft.AspNetCore.OpenApi</c> does not need it. Graceful's own controllers are described as minimal APIs, with or without it.
    /// </remarks>
    /// <param name="services">The services of the app.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMvcDescriptions(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IApiDescriptionProvider, ActionDescriptors>());
        return services;
    }
}
