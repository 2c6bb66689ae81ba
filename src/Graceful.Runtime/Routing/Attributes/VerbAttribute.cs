namespace Graceful;

/// <summary>
/// The base of <see cref="GetAttribute"/> and its like: a method of a <see cref="ControllerAttribute">controller</see> that has
/// one answers requests with that HTTP method.
/// </summary>
/// <remarks>
/// A method may have several. Each one with a route is a route of its own; one without answers at the route that the
/// <see cref="ActionAttribute"/> beside it gives, and at <c>[action]</c> when there is none. See <see cref="ActionAttribute"/>
/// for what such a method may take and return.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public abstract class VerbAttribute : Attribute
{
    private protected VerbAttribute(string? route) => Route = route;

    /// <summary>Gets the route template after the controller's; null means that of <c>[Action]</c>, or <c>[action]</c>.</summary>
    public string? Route { get; }

    /// <summary>Gets or sets the name of the route for link generation; <see langword="null"/>, the default, is none.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the order among routes that match the same path: the smallest first. 0 by default.</summary>
    /// <remarks>Order comes before ASP.NET Core's rules of precedence.</remarks>
    public int Order { get; set; }
}
