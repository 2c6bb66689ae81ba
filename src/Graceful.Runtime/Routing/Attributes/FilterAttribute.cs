using Microsoft.AspNetCore.Http;

namespace Graceful;

/// <summary>Runs a filter around an action, or around every action of a controller. It may answer itself.</summary>
/// <remarks>
/// <para>
/// Filters run after the <see cref="BeforeAttribute">before hook</see> and the binding of the arguments, and before the
/// <see cref="AfterAttribute">after hook</see>: first the filters of base classes, then the controller's, then the action's, in
/// source order. Each gets the action's arguments as <see cref="EndpointFilterInvocationContext.Arguments"/> and may replace them.
/// Its return value is sent instead of the action's.
/// </para>
/// <para>
/// An app uses one instance of a filter for all requests. A filter that is registered as a service is resolved once, whatever its
/// lifetime; register it as a singleton. Otherwise its constructor is called at the first use, with services of the app. Services of the
/// request are in <see cref="HttpContext.RequestServices"/>.
/// </para>
/// </remarks>
/// <typeparam name="TFilter">The filter.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class FilterAttribute<TFilter> : Attribute
    where TFilter : class, IEndpointFilter;
