using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Routing;

/// <summary>The code of an action: the delegate that runs it, and the one that describes it. Created by generated code.</summary>
/// <param name="run">Binds the arguments, calls the action, and sends the result.</param>
/// <param name="describe">Adds the metadata for the parameters and responses. Actions with the same parameters share it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActionBody(RequestDelegate run, Action<ActionDescription> describe)
{
    internal RequestDelegate Run => run;

    /// <summary>Gets the route values of the endpoint that are not in its template: the controller and the action of MVC.</summary>
    internal RouteValueDictionary? RequiredValues { get; init; }

    /// <summary>Gets the function that creates the descriptor of an MVC action, from template, name and order of a route.</summary>
    /// <remarks>The descriptor is metadata of the endpoint of the route.</remarks>
    internal Func<string, string?, int, object>? CreateDescriptor { get; init; }

    internal Action<ActionDescription> Describe => describe;
}
