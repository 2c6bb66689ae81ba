namespace Graceful;

/// <summary>Marks the method of a controller that runs after each of its actions.</summary>
/// <remarks>
/// A controller has at most one. Its parameters are the <see cref="RequestContext"/>, the request and its parts, services, and a
/// nullable <see cref="Exception"/>; it returns nothing, a <see cref="Task"/> or a <see cref="ValueTask"/>.
/// <para>
/// With an exception parameter it also runs when the action throws. The exception is rethrown afterwards, unless the hook calls
/// <see cref="RequestContext.End"/> or <see cref="RequestContext.Redirect"/>.
/// </para>
/// <para>
/// It does not run when the request has ended already: after <see cref="RequestContext.Redirect"/>, <see cref="RequestContext.End"/>, a
/// result that sets a 3xx status, or a request that could not be bound.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = true)]
public sealed class AfterAttribute : Attribute;
