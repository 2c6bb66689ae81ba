namespace Graceful;

/// <summary>Marks the method of a controller that runs before each of its actions.</summary>
/// <remarks>
/// A controller has at most one. It runs before the arguments of the action are bound. Its parameters are the
/// <see cref="RequestContext"/>, the request and its parts, and services; it returns nothing, a <see cref="Task"/> or a
/// <see cref="ValueTask"/>. When it ends the request (<see cref="RequestContext.Redirect"/>, <see cref="RequestContext.End"/>),
/// neither the action nor the <see cref="AfterAttribute">after hook</see> runs.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = true)]
public sealed class BeforeAttribute : Attribute;
