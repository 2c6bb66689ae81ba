using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>The routes of one controller. Created by generated code at the first use of one of them.</summary>
/// <param name="type">The controller.</param>
/// <param name="title">Its name in logs.</param>
/// <param name="tag">The OpenAPI tag of its actions, unless the app has a <see cref="TagsAttribute"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActionController(Type type, string title, string tag)
{
    private readonly List<ActionRoute> _routes = [];

    /// <summary>Creates a route.</summary>
    /// <param name="action">The name of the action, unique within the controller.</param>
    /// <param name="body">The code of the action.</param>
    /// <param name="pattern">The route template.</param>
    /// <param name="verbs">The HTTP methods; none means every method.</param>
    /// <param name="method">The name of the method; by default that of the action.</param>
    /// <param name="metadata">The attributes of the controller, then those of the action.</param>
    /// <param name="name">The name for link generation.</param>
    /// <param name="order">The order among routes that match the same path.</param>
    /// <param name="slots">The parameters of the action over all its routes; by default those of the template.</param>
    /// <param name="captures">The index of the capture of each slot, -1 for none; by default the slot itself.</param>
    /// <returns>The route.</returns>
    public ActionRoute Route(
        string action,
        ActionBody body,
        string pattern,
        RouteVerbs verbs,
        string? method = null,
        object[]? metadata = null,
        string? name = null,
        int order = 0,
        string[]? slots = null,
        int[]? captures = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var route = ActionRoute.Create(
            body.Run, pattern, verbs, $"{title}.{action}", description => Describe(description, method ?? action, body),
            metadata, name, order, slots, captures, body.RequiredValues,
            body.CreateDescriptor?.Invoke(pattern, name, order));
        _routes.Add(route);
        return route;
    }

    /// <summary>Adds the endpoint of every route.</summary>
    /// <param name="endpoints">The list that they are added to.</param>
    public void List(ICollection<Endpoint> endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        foreach (var route in _routes)
        {
            endpoints.Add(route.Endpoint);
        }
    }

    private void Describe(ActionDescription description, string method, ActionBody body)
    {
        description.Begin(type, method, tag);
        body.Describe(description);
    }
}
