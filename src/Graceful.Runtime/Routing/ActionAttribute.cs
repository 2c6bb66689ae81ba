namespace Graceful;

/// <summary>Marks a method of a <see cref="ControllerAttribute">controller</see> as one that answers requests.</summary>
/// <remarks>
/// <para>
/// The method may be static or not. It takes what it needs: values of the route, the query and headers, the body, forms and
/// files, services, the request's <see cref="ActionContext"/> or a class derived from it, the
/// <see cref="Microsoft.AspNetCore.Http.HttpContext"/>, a <see cref="CancellationToken"/> that is cancelled when the client goes
/// away; from where is decided by ASP.NET Core's own attributes or, without one, as in minimal APIs. A request that cannot be
/// bound is answered with 400 and all that is wrong, see <see cref="ActionOptions.InvalidRequest"/>.
/// </para>
/// <para>
/// It returns nothing, a <see cref="string"/> (sent as <c>text/plain; charset=utf-8</c>; <see langword="null"/> is an empty
/// response with the status 200), an <see cref="Microsoft.AspNetCore.Http.IResult"/>, an
/// <see cref="System.Collections.Generic.IAsyncEnumerable{T}"/> (sent item by item), or any other type, which is sent as JSON; or
/// a <see cref="Task"/> or <see cref="ValueTask"/> of one of these.
/// </para>
/// <para>
/// The route is matched whatever the case of the path, with or without a slash at its end, and for every HTTP method, unless
/// <see cref="GetAttribute"/> or its like say which. Every other attribute on the method becomes metadata of the endpoint, as in
/// ASP.NET Core MVC.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = true)]
public sealed class ActionAttribute : Attribute
{
    /// <summary>Answers at <c>[action]</c>: the name of the method, without the suffix <c>Async</c>.</summary>
    public ActionAttribute()
    {
    }

    /// <summary>Answers at a route of its own.</summary>
    /// <param name="route">
    /// What follows the controller's route, such as <c>list</c> or <c>{id:int}</c>, in the syntax of
    /// <see href="https://learn.microsoft.com/aspnet/core/fundamentals/routing">ASP.NET Core</see>; empty for the controller's route itself. A route that begins
    /// with <c>/</c> or <c>~/</c> stands alone. The tokens <c>[controller]</c> and <c>[action]</c> stand for the names of the
    /// class and of the method.
    /// </param>
    public ActionAttribute(string route) => Route = route;

    /// <summary>What follows the controller's route; <see langword="null"/> means <c>[action]</c>.</summary>
    public string? Route { get; }
}
