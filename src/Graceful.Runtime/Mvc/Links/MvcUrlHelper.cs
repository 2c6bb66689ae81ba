using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Mvc;

/// <summary>Writes the links of controllers with the app's <see cref="LinkGenerator"/>.</summary>
internal sealed class MvcUrlHelper(ActionContext context) : UrlHelperBase(context)
{
    private LinkGenerator Links => MvcServices.Of(ActionContext.HttpContext).Links;

    public override string? Action(UrlActionContext actionContext)
    {
        ArgumentNullException.ThrowIfNull(actionContext);
        var values = ValuesOf(actionContext.Values);
        SetOrInherit(values, "action", actionContext.Action);
        SetOrInherit(values, "controller", actionContext.Controller);
        return Url(null, values, actionContext.Protocol, actionContext.Host, actionContext.Fragment);
    }

    public override string? RouteUrl(UrlRouteContext routeContext)
    {
        ArgumentNullException.ThrowIfNull(routeContext);
        return Url(
            routeContext.RouteName, ValuesOf(routeContext.Values), routeContext.Protocol, routeContext.Host, routeContext.Fragment);
    }

    /// <summary>Returns a copy of the values: a link adds the action and the controller.</summary>
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2026",
        Justification = "The properties of the object are read by name. Route values are written as anonymous objects in the methods of " +
            "compiled controllers, and the generated code keeps the properties of these types.")]
    private static RouteValueDictionary ValuesOf(object? values) => values switch
    {
        null => [],
        RouteValueDictionary known => new RouteValueDictionary(known),
        IEnumerable<KeyValuePair<string, object?>> known => new RouteValueDictionary(known),
        IEnumerable<KeyValuePair<string, string?>> known => new RouteValueDictionary(known),
        _ => new RouteValueDictionary(values),
    };

    private void SetOrInherit(RouteValueDictionary values, string key, string? value)
    {
        if (value is not null)
        {
            values[key] = value;
        }
        else if (!values.ContainsKey(key) && AmbientValues.TryGetValue(key, out var ambient))
        {
            values[key] = ambient;
        }
    }

    private string? Url(string? routeName, RouteValueDictionary values, string? protocol, string? host, string? fragment)
    {
        var path = Links.GetPathByRouteValues(
            ActionContext.HttpContext,
            routeName,
            values,
            fragment: fragment is null ? FragmentString.Empty : new FragmentString("#" + fragment));
        return GenerateUrl(protocol, host, path);
    }
}
