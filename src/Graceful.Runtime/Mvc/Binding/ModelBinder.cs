using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace Graceful.Mvc;

/// <summary>Binds a model as MVC does, without reflection. Composed by generated code, once for each parameter.</summary>
/// <typeparam name="T">The type of the model.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ModelBinder<T>
{
    private protected ModelBinder()
    {
    }

    /// <summary>Binds a model.</summary>
    /// <returns>True when the request has set it; also for the null of an empty text.</returns>
    internal abstract bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value);

    /// <summary>Binds one of several values with the same name.</summary>
    internal virtual bool TryConvert(ModelReader reader, ModelName name, StringValues values, [MaybeNull] out T value) =>
        TryBind(reader, name, out value);

    /// <summary>True when the request may have a value for the model.</summary>
    internal virtual bool HasValue(ModelReader reader, ModelName name) => reader.HasPrefix(name.Key);

    /// <summary>True when the value of a member needs an await.</summary>
    internal virtual bool HasAwaited => false;

    /// <summary>Binds the members whose values need an await.</summary>
    /// <returns>The reader with these values.</returns>
    internal virtual ValueTask<ModelReader> AwaitAsync(MvcInvocation call, ModelReader reader, ModelName name) => new(reader);

    /// <summary>True when the form has a file for the model, or for a member of it.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="name">The name of the model.</param>
    /// <param name="around">The members around the model: as in MVC, a member that leads to itself is not searched again.</param>
    internal virtual bool HasFile(ModelReader reader, ModelName name, ImmutableStack<ModelMember> around) => false;
}
