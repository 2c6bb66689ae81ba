namespace Graceful;

/// <summary>Marks the method of a controller that runs after each of its actions.</summary>
/// <remarks>
/// A controller has at most one. Its parameters are the <see cref="RequestContext"/>, the request and its parts, services, and a
/// nullable <see cref="Exception"/>; it returns nothing, a <see cref="Task"/> or a <see cref="ValueTask"/>. With an exception
/// parameter it also runs when the action throws; the exception is rethrown afterwards unless the hook calls
/// <see cref="RequestContext.End"/> or <see cref="RequestContext.Redirect"/>. It does not run when the request was ended before: by
/// <see cref="RequestContext.Redirect"/>, by <see cref="RequestContext.End"/>, or by a result that sets a 3xx status.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = true)]
public sealed class AfterAttribute : Attribute;
