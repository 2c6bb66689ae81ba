using System.ComponentModel;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>A parameter from the route, the query or the form.</summary>
/// <typeparam name="T">The type of the argument.</typeparam>
/// <param name="name">The name in the source.</param>
/// <param name="sources">Where the values are looked up.</param>
/// <param name="binder">Binds the argument.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcValue<T>(string name, ModelSources sources, ModelBinder<T> binder) : MvcValidatedParameter<T>(name)
{
    /// <summary>Gets the name that an attribute sets for the request; null for the name in the source.</summary>
    public string? BoundName { get; init; }

    private protected override BindingSource? Source =>
        sources == ModelSources.All ? null : CustomBinding.SourceOf(sources);

    private protected override string? NameInRequest => BoundName;

    internal override ValueTask<BoundArgument> BindAsync(MvcInvocation call)
    {
        var reader = new ModelReader(call, sources, BoundName ?? Name);
        var name = NameOf(reader.PrefixOf(BoundName, Name));
        return binder.HasAwaited ? BindAwaitedAsync(call, reader, name) : new(Bind(call, reader, name));
    }

    private async ValueTask<BoundArgument> BindAwaitedAsync(MvcInvocation call, ModelReader reader, ModelName name) =>
        Bind(call, await binder.AwaitAsync(call, reader, name), name);

    private BoundArgument Bind(MvcInvocation call, ModelReader reader, ModelName name)
    {
        var isSet = binder.TryBind(reader, name, out var value);
        return Validated(call, name.Key, isSet, value);
    }
}
