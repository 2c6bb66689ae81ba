namespace Graceful;

/// <summary>Marks the method of a controller that runs after each of its actions.</summary>
/// <remarks>
/// At most one in a controller. It takes what an action may take, and returns nothing, a <see cref="Task"/> or a
/// <see cref="ValueTask"/>. It does not run when the action threw, or when the request was ended before it: by
/// <see cref="ActionContext.Redirect"/>, by <see cref="ActionContext.End"/>, or by a result that leaves a 3xx status.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = true)]
public sealed class AfterAttribute : Attribute;
