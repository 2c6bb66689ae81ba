using System.Reflection;
using Graceful.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Mvc;

/// <summary>The descriptors of an MVC action, one for each route as in MVC. Filters of apps read them.</summary>
internal sealed class MvcDescriptors(MvcAction action, Type controller, string controllerName, string actionName)
{
    private readonly List<ControllerActionDescriptor> _all = [];

    /// <summary>Gets the descriptor of the first route.</summary>
    public ControllerActionDescriptor First => _all[0];

    public ControllerActionDescriptor Of(HttpContext httpContext) => _all.Count == 1
        ? _all[0]
        : httpContext.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>() ?? _all[0];

    /// <summary>Returns the route values that are not in the template.</summary>
    public RouteValueDictionary RequiredValues()
    {
        var required = new RouteValueDictionary
        {
            ["action"] = actionName,
            ["controller"] = controllerName,
        };
        if (action.Area is not null)
        {
            required["area"] = action.Area;
        }

        return required;
    }

    /// <summary>Creates the descriptor of a route. Its description follows.</summary>
    public ControllerActionDescriptor Create(string template, string? name, int order)
    {
        var descriptor = new ControllerActionDescriptor
        {
            ControllerName = controllerName,
            ActionName = actionName,
            ControllerTypeInfo = controller.GetTypeInfo(),
            AttributeRouteInfo = new AttributeRouteInfo { Template = template.TrimStart('/'), Name = name, Order = order },
            EndpointMetadata = action.Metadata,
            FilterDescriptors = [.. action.Filters],
        };
        foreach (var (key, value) in RequiredValues())
        {
            descriptor.RouteValues[key] = (string?)value;
        }

        _all.Add(descriptor);
        return descriptor;
    }

    /// <summary>Returns a description that also sets what the last descriptor has of the method.</summary>
    public Action<ActionDescription> Describe(Action<ActionDescription> describe) => description =>
    {
        describe(description);
        MvcApiDescription.Complete(action, description);
        var descriptor = _all[^1];
        var method = description.Declared(
            action.Returns,
            action.Parameters.Select(parameter => parameter.Name),
            [.. action.Metadata.Skip(action.ControllerMetadataCount).OfType<Attribute>()],
            [.. action.InheritedMetadata.Select(index => action.Metadata[index]).OfType<Attribute>()]);
        descriptor.MethodInfo = method;
        descriptor.DisplayName = $"{controller}.{method.Name}";
        descriptor.Parameters =
            [.. action.Parameters.Zip(method.GetParameters(), (parameter, described) => parameter.Describe(described))];
    };
}
