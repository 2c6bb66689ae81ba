namespace Graceful;

/// <summary>Marks the method of a controller that runs before each of its actions.</summary>
/// <remarks>
/// At most one in a controller. It runs before the arguments of the action are bound. It takes the <see cref="ActionContext"/>,
/// the request and its parts, and services, and returns nothing, a <see cref="Task"/> or a
/// <see cref="ValueTask"/>. When it ends the request (<see cref="ActionContext.Redirect"/>, <see cref="ActionContext.End"/>),
/// neither the action nor the <see cref="AfterAttribute">after hook</see> runs.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = true)]
public sealed class BeforeAttribute : Attribute;
