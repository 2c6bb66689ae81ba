using System.ComponentModel;

namespace Graceful.Mvc;

/// <summary>
/// The values that a constructor of a route attribute sets, for the projects that reference the library. Written by generated code.
/// </summary>
/// <remarks>
/// The index of a parameter in mathematical angle brackets, <c>\u27E80\u27E9</c>, stands for its argument. A value that is null is not set.
/// </remarks>
/// <param name="constructor">The documentation identifier of the constructor.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CompiledRouteAttribute(string constructor) : Attribute
{
    /// <summary>Gets the documentation identifier of the constructor.</summary>
    public string Constructor => constructor;

    /// <summary>Gets or sets the template.</summary>
    public string? Template { get; set; }

    /// <summary>Gets or sets the name.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the order, a number as text.</summary>
    public string? Order { get; set; }

    /// <summary>Gets or sets the HTTP methods.</summary>
    public string[]? HttpMethods { get; set; }
}
