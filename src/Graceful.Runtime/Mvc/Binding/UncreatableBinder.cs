using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Graceful.Mvc;

/// <summary>
/// Replaces the binder of a type that cannot be created, such as an interface. As in MVC, a request fails when it has a value for one
/// of its members, and leaves the property alone otherwise.
/// </summary>
/// <param name="members">The members of the type.</param>
internal sealed class UncreatableBinder<T>(ModelMember[] members) : ModelBinder<T>
{
    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value)
    {
        value = default;
        return !MemberValues.Exist(reader, name, members) ? false : throw new InvalidOperationException(
            $"A request has a value for {typeof(T)}, which nothing can create: it is abstract or has no public constructor without " +
            "parameters. Add [BindNever] to the property, or a constructor to its type.");
    }

    internal override bool HasFile(ModelReader reader, ModelName name, ImmutableStack<ModelMember> around) =>
        MemberValues.HaveFile(reader, name, members, around);
}
