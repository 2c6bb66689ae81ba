namespace Graceful.Mvc;

/// <summary>Binds a member with <c>[FromBody]</c>.</summary>
/// <remarks>As in MVC, <c>EmptyBodyBehavior</c> has an effect on parameters alone.</remarks>
/// <param name="allowsEmpty">True when the body may be missing.</param>
/// <param name="isNonNullable">True when only the implicit <c>[Required]</c> of a reference that is not nullable forbids that.</param>
internal sealed class BodyBinder<T>(bool allowsEmpty, bool isNonNullable) : AwaitedBinder<T>
{
    internal override async ValueTask<BoundArgument> BindAsync(
        MvcInvocation call, ModelReader reader, ModelName name, ModelMember<T> member)
    {
        var options = call.Options;
        var (isSet, value) = await MvcBody<T>.ReadAsync(call, name.Key, allowsEmpty || options.AllowEmptyInputInBodyModelBinding ||
            (isNonNullable && options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes));
        return new BoundArgument(value, isSet);
    }
}
