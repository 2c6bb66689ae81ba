namespace Graceful;

/// <summary>Marks a method of a <see cref="ControllerAttribute">controller</see> as an action: it answers requests.</summary>
/// <remarks>
/// <para>
/// The method may be static. A parameter is bound from the route, the query, a header, the body, a form or its files, or the
/// services. It may also be the <see cref="RequestContext"/> or a class derived from it, the
/// <see cref="Microsoft.AspNetCore.Http.HttpContext"/>, or a <see cref="CancellationToken"/> that is cancelled when the client
/// closes the connection. ASP.NET Core's attributes select the source of a parameter; without one, the rules of minimal APIs
/// apply. A request that cannot be bound gets a 400 with all errors, see <see cref="ActionOptions.InvalidRequest"/>. A body that is
/// too large gets a 413, and one of a media type that the action does not accept a 415.
/// </para>
/// <para>
/// The method returns one of these, or a <see cref="Task"/> or <see cref="ValueTask"/> of it:
/// </para>
/// <list type="bullet">
/// <item>nothing;</item>
/// <item>a <see cref="string"/>, sent as <c>text/plain; charset=utf-8</c>; <see langword="null"/> is an empty response with status
/// 200;</item>
/// <item>an <see cref="Microsoft.AspNetCore.Http.IResult"/>;</item>
/// <item>an <see cref="System.Collections.Generic.IAsyncEnumerable{T}"/>, sent item by item;</item>
/// <item><see cref="object"/>, sent by the type that the value has at run time, as one of these;</item>
/// <item>any other type, sent as JSON.</item>
/// </list>
/// <para>
/// The route matches paths in any case, with or without a trailing slash, and every HTTP method unless <see cref="GetAttribute"/>
/// or a similar attribute restricts it. Other attributes on the method become metadata of the endpoint, as in MVC.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = true)]
public sealed class ActionAttribute : Attribute
{
    /// <summary>Sets the route to <c>[action]</c>: the name of the method without the suffix <c>Async</c>.</summary>
    public ActionAttribute()
    {
    }

    /// <summary>Sets the route.</summary>
    /// <param name="route">
    /// The route template after the controller's, such as <c>list</c> or <c>{id:int}</c>, in the syntax of
    /// <see href="https://learn.microsoft.com/aspnet/core/fundamentals/routing">ASP.NET Core</see>; empty for the controller's own
    /// route. A template that begins with <c>/</c> or <c>~/</c> ignores the controller's. The tokens <c>[controller]</c> and
    /// <c>[action]</c> are replaced by the names of the class and the method.
    /// </param>
    public ActionAttribute(string route) => Route = route;

    /// <summary>Gets the route template after the controller's; <see langword="null"/> means <c>[action]</c>.</summary>
    public string? Route { get; }
}
