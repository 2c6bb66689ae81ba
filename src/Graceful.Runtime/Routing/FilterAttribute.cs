using Microsoft.AspNetCore.Http;

namespace Graceful;

/// <summary>Runs a filter around an action, or around every action of a controller. It gets the arguments, and may answer itself.</summary>
/// <remarks>
/// <para>
/// Filters run after the <see cref="BeforeAttribute">before hook</see> and the binding of the arguments, and before the
/// <see cref="AfterAttribute">after hook</see>: first the filters of base classes, then the controller's, then the action's, in
/// source order. Each gets the action's arguments as <see cref="EndpointFilterInvocationContext.Arguments"/> and may replace them.
/// Its return value is sent instead of the action's.
/// </para>
/// <para>
/// An app has one instance of a filter, created at first use: the service of its type when the app has one, otherwise by its
/// constructor, whose parameters are singleton services. Get services of the request from
/// <see cref="HttpContext.RequestServices"/>.
/// </para>
/// </remarks>
/// <typeparam name="TFilter">The filter.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class FilterAttribute<TFilter> : Attribute
    where TFilter : class, IEndpointFilter;
