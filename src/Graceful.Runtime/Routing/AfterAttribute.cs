namespace Graceful;

/// <summary>Marks the method of a controller that runs after each of its actions.</summary>
/// <remarks>
/// At most one in a controller. It takes the <see cref="ActionContext"/>, the request and its parts, services, and an
/// <see cref="Exception"/> that may be null; it returns nothing, a <see cref="Task"/> or a <see cref="ValueTask"/>. It runs
/// also when the action threw if it takes the exception, which is thrown on behind it unless it has called
/// <see cref="ActionContext.End"/> or <see cref="ActionContext.Redirect"/>. It does not run when the request was ended before it: by
/// <see cref="ActionContext.Redirect"/>, by <see cref="ActionContext.End"/>, or by a result that leaves a 3xx status.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = true)]
public sealed class AfterAttribute : Attribute;
