using System.ComponentModel;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>A parameter from a header.</summary>
/// <typeparam name="T">The type of the argument.</typeparam>
/// <param name="name">The name in the source.</param>
/// <param name="header">The name of the header.</param>
/// <param name="binder">Binds the argument.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcHeader<T>(string name, string header, ModelBinder<T> binder) : MvcValidatedParameter<T>(name)
{
    /// <summary>Gets a value indicating whether it takes several values, which commas separate in the header.</summary>
    public bool IsList { get; init; }

    private protected override BindingSource Source => BindingSource.Header;

    private protected override string? NameInRequest => header == Name ? null : header;

    internal override ValueTask<BoundArgument> BindAsync(MvcInvocation call)
    {
        var reader = new ModelReader(call, ModelSources.None, header).FromHeader(header, IsList);
        var isSet = binder.TryBind(reader, NameOf(header), out var value);
        return new(Validated(call, header, isSet, value));
    }
}
