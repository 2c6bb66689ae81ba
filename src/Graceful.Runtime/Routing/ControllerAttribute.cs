namespace Graceful;

/// <summary>
/// Marks a class as a controller: its methods marked with <see cref="ActionAttribute"/> answer requests, through routes that
/// are compiled into the program.
/// </summary>
/// <remarks>
/// An instance is created for each request, its constructor's parameters taken from the request's services, and disposed at
/// the end of the request when it is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>. A static class, or a class
/// of which only static methods are used, is never created. An abstract class answers nothing itself: it is the base of
/// controllers, which inherit its actions, its attributes and its route. Every other attribute on the class becomes metadata of its
/// endpoints, as in ASP.NET Core MVC.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ControllerAttribute : Attribute
{
    /// <summary>
    /// Answers under the route of the nearest base class that has one; without, under <c>[controller]</c>: the name of the class
    /// without the suffix <c>Controller</c>.
    /// </summary>
    public ControllerAttribute()
    {
    }

    /// <summary>Answers under a route of its own.</summary>
    /// <param name="route">
    /// The first part of the route of every action, such as <c>api/orders</c>. The tokens <c>[controller]</c> and
    /// <c>[action]</c> stand for the names of the class and of the method; <c>/</c> is the root. See
    /// <see href="https://learn.microsoft.com/aspnet/core/fundamentals/routing">routing in ASP.NET Core</see>.
    /// </param>
    public ControllerAttribute(string route) => Route = route;

    /// <summary>The first part of the route of every action; <see langword="null"/> means that of a base class, or <c>[controller]</c>.</summary>
    public string? Route { get; }
}
