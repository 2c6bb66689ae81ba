using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Routing;

/// <summary>Keeps MVC in the same app from serving our controllers.</summary>
/// <remarks>
/// MVC treats every class whose name ends in Controller as its own (dotnet/aspnetcore,
/// src/Mvc/Mvc.Core/src/Controllers/ControllerFeatureProvider.cs), and with a conventional route every public method as an action,
/// without our hooks and filters.
/// </remarks>
internal static class MvcBeside
{
    /// <remarks>MVC does not run in a native binary: the trimmer removes this code.</remarks>
    public static void LeaveAlone(EndpointDataSource actions, IApplicationBuilder app)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported || app.ApplicationServices.GetService<ApplicationPartManager>() is not { } parts)
        {
            return;
        }

        // After the provider that finds controllers.
        var exclusion = new Exclusion(actions);
        parts.FeatureProviders.Add(exclusion);
        app.Use(next =>
        {
            // Runs when the pipeline is built: all endpoints are mapped by then.
            Check(app.ApplicationServices.GetRequiredService<EndpointDataSource>(), exclusion);
            return next;
        });
    }

    /// <summary>Throws when MVC has already found our controllers: MapControllerRoute() was called before UseActions().</summary>
    private static void Check(EndpointDataSource all, Exclusion exclusion)
    {
        // The endpoints of compiled MVC controllers have a descriptor too.
        var served = all.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ActionRoute>() is null)
            .Select(endpoint => endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()?.ControllerTypeInfo);
        if (served.FirstOrDefault(type => type is not null && exclusion.Concerns(type)) is { } ours)
        {
            throw new InvalidOperationException(
                $"UseActions() comes after MapControllerRoute(): MVC has made actions of all public methods of {ours}, and would serve " +
                "them without hooks and filters. Call app.UseActions() before app.MapControllers(), app.MapControllerRoute() and " +
                "app.MapDefaultControllerRoute().");
        }
    }

    private sealed class Exclusion(EndpointDataSource actions) : IApplicationFeatureProvider<ControllerFeature>
    {
        private readonly Lazy<HashSet<Type?>> _ours = new(() =>
            [.. actions.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ActionMethod>()?.DeclaringType)]);

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
