namespace Graceful;

/// <summary>Binds the parameter with a binder of the app, which gets its name and its default value.</summary>
/// <remarks>
/// <para>
/// [FromQuery], [FromHeader] or [FromRoute] beside it names the parameter and describes it for OpenAPI. Without one of them, the name
/// is that of the parameter, and the parameter is not described.
/// </para>
/// <para>The value is validated like that of any other parameter.</para>
/// </remarks>
/// <typeparam name="TBinder">The binder: it implements <see cref="IParameterBinder{T}"/> for the type of the parameter.</typeparam>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property, AllowMultiple = false)]
public sealed class BindAttribute<TBinder> : Attribute;
