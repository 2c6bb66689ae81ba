using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;

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

    /// <summary>Gets the part of the request that it comes from; null when every part may have it.</summary>
    private protected abstract BindingSource? Source { get; }

    /// <summary>Gets the name that an attribute sets for the request; null for the name in the source.</summary>
    private protected virtual string? NameInRequest => null;

    internal abstract ValueTask<BoundArgument> BindAsync(MvcInvocation call);

    internal ControllerParameterDescriptor Describe(ParameterInfo parameter) => new()
    {
        Name = Name,
        ParameterType = Type,
        ParameterInfo = parameter,
        BindingInfo = Source is null && NameInRequest is null
            ? null
            : new BindingInfo { BindingSource = Source, BinderModelName = NameInRequest },
    };
}

/// <summary>The argument of a parameter.</summary>
/// <param name="Value">The argument; null when the request has set none.</param>
/// <param name="IsSet">True when the request has set it.</param>
internal readonly record struct BoundArgument(object? Value, bool IsSet);
