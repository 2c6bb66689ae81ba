namespace Graceful;

/// <summary>The parameter that an <see cref="IParameterBinder{T}"/> binds.</summary>
/// <typeparam name="T">The type of the parameter.</typeparam>
public readonly struct BoundParameter<T>
{
    /// <summary>Creates the description of a parameter. Called by generated code, and by tests of binders.</summary>
    /// <param name="name">The name in the request.</param>
    /// <param name="isOptional">True when the parameter is nullable or has a default value.</param>
    /// <param name="defaultValue">The default value.</param>
    public BoundParameter(string name, bool isOptional = false, T? defaultValue = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        IsOptional = isOptional;
        DefaultValue = defaultValue;
    }

    /// <summary>Gets the name in the request: <c>Name</c> of [FromQuery] or a similar attribute, or the name of the parameter.</summary>
    public string Name { get; }

    /// <summary>Gets a value indicating whether the value may be missing: the parameter is nullable or has a default value.</summary>
    public bool IsOptional { get; }

    /// <summary>Gets the default value; that of the type when the parameter has none.</summary>
    public T? DefaultValue { get; }
}
