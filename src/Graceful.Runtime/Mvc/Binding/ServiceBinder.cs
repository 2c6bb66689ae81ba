using System.Diagnostics.CodeAnalysis;

namespace Graceful.Mvc;

/// <summary>Binds a member with <c>[FromServices]</c>.</summary>
/// <param name="isOptional">True when the service may be missing.</param>
/// <param name="key">The key of a keyed service; null for other services.</param>
internal sealed class ServiceBinder<T>(bool isOptional, object? key) : ModelBinder<T>
    where T : class
{
    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value)
    {
        value = MvcService<T>.Find(reader.Services, key, isOptional);
        return true;
    }

    internal override bool HasValue(ModelReader reader, ModelName name) => false;
}
