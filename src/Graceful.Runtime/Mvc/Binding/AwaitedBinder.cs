using System.Diagnostics.CodeAnalysis;

namespace Graceful.Mvc;

/// <summary>Binds a member of an argument whose value needs an await: the body, or a model binder of the app.</summary>
/// <remarks>Members are bound synchronously, so these are bound before all others, and the reader has their values.</remarks>
internal abstract class AwaitedBinder<T> : ModelBinder<T>
{
    /// <summary>Binds the member.</summary>
    internal abstract ValueTask<BoundArgument> BindAsync(MvcInvocation call, ModelReader reader, ModelName name, ModelMember<T> member);

    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value) => throw new NotSupportedException(
        "The body and the model binders of the app bind members of arguments, and not those of objects in them.");

    internal override bool HasValue(ModelReader reader, ModelName name) => false;
}
