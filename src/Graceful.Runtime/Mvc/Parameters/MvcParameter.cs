using System.ComponentModel;
using Microsoft.AspNetCore.Mvc.Abstractions;

namespace Graceful.Mvc;

/// <summary>A parameter of an MVC action. Created by generated code, once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MvcParameter
{
    private protected MvcParameter(string name) => Name = name;

    /// <summary>Gets the name in the source.</summary>
    public string Name { get; }

    /// <summary>Gets the argument of a request that has none, and of one whose text is empty, which means null.</summary>
    internal virtual object? DefaultValue => null;

    private protected abstract Type Type { get; }

    internal abstract ValueTask<BoundArgument> BindAsync(MvcInvocation call);

    internal ParameterDescriptor Describe() => new() { Name = Name, ParameterType = Type };
}

/// <summary>The argument of a parameter.</summary>
/// <param name="Value">The argument; null when the request has set none.</param>
/// <param name="IsSet">True when the request has set it.</param>
internal readonly record struct BoundArgument(object? Value, bool IsSet);
