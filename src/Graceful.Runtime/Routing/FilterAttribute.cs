using Microsoft.AspNetCore.Http;

namespace Graceful;

/// <summary>Runs a filter around an action, or around every action of a controller: it sees the arguments, and may answer by itself.</summary>
/// <remarks>
/// <para>
/// Filters run between the <see cref="BeforeAttribute">before hook</see> and the <see cref="AfterAttribute">after hook</see>,
/// when the arguments have been bound: those of the bases first, then the controller's, then the action's, in the order of the
/// source. Each gets the action's arguments, in the order of its parameters, as
/// <see cref="EndpointFilterInvocationContext.Arguments"/>; what it changes there, the action gets. What it returns is sent
/// instead of what the action returned.
/// </para>
/// <para>
/// There is one instance of a filter in an app, made when it is first needed: the service of its type where the app has one, or
/// else by its constructor, the parameters of which are services of the app (not of a request: ask
/// <see cref="HttpContext.RequestServices"/> for those).
/// </para>
/// </remarks>
/// <typeparam name="TFilter">The filter.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class FilterAttribute<TFilter> : Attribute
    where TFilter : class, IEndpointFilter;
