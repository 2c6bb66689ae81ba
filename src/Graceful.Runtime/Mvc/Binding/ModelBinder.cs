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
    /// <returns>True when the request has set it; also for a null that an empty text stands for.</returns>
    internal abstract bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value);

    /// <summary>Binds one of several values with the same name.</summary>
    internal virtual bool TryConvert(ModelReader reader, ModelName name, StringValues values, [MaybeNull] out T value) =>
        TryBind(reader, name, out value);

    /// <summary>True when the request may have a value for the model.</summary>
    internal virtual bool HasValue(ModelReader reader, ModelName name) => reader.HasPrefix(name.Key);
}
