namespace Graceful;

/// <summary>
/// Marks a class as a controller: its methods with <see cref="ActionAttribute"/>, <see cref="GetAttribute"/> or a similar
/// attribute answer requests. Their routes are compiled into the app.
/// </summary>
/// <remarks>
/// An instance is created for each request; its constructor's parameters are services of the request. It is disposed at the end of
/// the request when it is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>. No instance is created for a static action
/// without hooks that need one. An abstract class has no endpoints itself: it is the base of controllers, which inherit its actions,
/// attributes and route. The other attributes on the class, except those for the compiler, become metadata of its endpoints, as in MVC.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ControllerAttribute : Attribute
{
    /// <summary>
    /// Uses the route of the nearest base class that has one; otherwise <c>[controller]</c>, the name of the class without the suffix
    /// <c>Controller</c>.
    /// </summary>
    public ControllerAttribute()
    {
    }

    /// <summary>Sets the route.</summary>
    /// <param name="route">
    /// The first part of the route of every action, such as <c>api/orders</c>. The tokens <c>[controller]</c> and
    /// <c>[action]</c> are replaced by the names of the class and the method; <c>/</c> is the root. See
    /// <see href="https://learn.microsoft.com/aspnet/core/fundamentals/routing">routing in ASP.NET Core</see>.
    /// </param>
    public ControllerAttribute(string route) => Route = route;

    /// <summary>Gets the first part of the route of every action; <see langword="null"/> when it has none of its own.</summary>
    public string? Route { get; }
}
