using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Routing;

/// <summary>
/// Keeps MVC in the same app from serving controllers of ours. It takes every class whose name ends in Controller for one of its
/// own (dotnet/aspnetcore, src/Mvc/Mvc.Core/src/Controllers/ControllerFeatureProvider.cs), and with a conventional route every
/// public method for an action: without our hooks and filters, and whether it is an action here or not.
/// </summary>
internal static class MvcBeside
{
    /// <remarks>There is no MVC in a native binary: the compiler leaves all of this out.</remarks>
    public static void LeaveAlone(EndpointDataSource actions, IApplicationBuilder app)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported || app.ApplicationServices.GetService<ApplicationPartManager>() is not { } parts)
        {
            return;
        }

        // Behind the provider that finds controllers.
        var exclusion = new Exclusion(actions);
        parts.FeatureProviders.Add(exclusion);
        app.Use(next =>
        {
            // When the app starts, and all that is mapped is known.
            Check(app.ApplicationServices.GetRequiredService<EndpointDataSource>(), exclusion);
            return next;
        });
    }

    /// <summary>MVC looks for controllers once, and MapControllerRoute() before UseActions() makes it look too early.</summary>
    private static void Check(EndpointDataSource all, Exclusion exclusion)
    {
        var served = all.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()?.ControllerTypeInfo);
        if (served.FirstOrDefault(type => type is not null && exclusion.Concerns(type)) is { } ours)
        {
            throw new InvalidOperationException(
                $"UseActions() comes after MapControllerRoute(): MVC has made actions of all public methods of {ours}, and would serve them without hooks and filters. Call app.UseActions() before app.MapControllers(), app.MapControllerRoute() and app.MapDefaultControllerRoute().");
        }
    }

    private sealed class Exclusion(EndpointDataSource actions) : IApplicationFeatureProvider<ControllerFeature>
    {
        private readonly Lazy<HashSet<Type?>> _ours = new(() => [.. actions.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ActionMethod>()?.DeclaringType)]);

        public bool Concerns(Type type) => _ours.Value.Contains(type);

        public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
        {
            foreach (var type in feature.Controllers.Where(type => Concerns(type.AsType())).ToArray())
            {
                feature.Controllers.Remove(type);
            }
        }
    }
}
