using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>Binds a member with <c>[ModelBinder(typeof(T))]</c>.</summary>
/// <param name="create">Creates the binder. As in MVC, each call has a new one.</param>
/// <param name="isRequired">True for <c>[Required]</c>, which <c>ModelMetadata</c> shows to the binder.</param>
internal sealed class CustomBinder<T>(Func<IServiceProvider, IModelBinder> create, bool isRequired) : AwaitedBinder<T>
{
    internal override async ValueTask<BoundArgument> BindAsync(
        MvcInvocation call, ModelReader reader, ModelName name, ModelMember<T> member)
    {
        var metadata = new MvcModelMetadata(typeof(T), member.Name)
        {
            Display = member.Display,
            BoundName = member.BoundName,
            IsBindingRequiredByAttribute = member.IsBindRequired,
            IsRequiredByAttribute = isRequired,
            Source = CustomBinding.SourceOf(member.Source ?? ModelSources.All),
            Messages = call.Options.ModelBindingMessageProvider,
        };
        var context = CustomBinding.Begin(
            call, reader, metadata, new BindingInfo { BinderModelName = reader.Argument }, reader.Argument);
        using (context.EnterNestedScope(metadata, member.BoundName ?? member.Name, name.Key, model: null))
        {
            await create(call.HttpContext.RequestServices).BindModelAsync(context);
            return new BoundArgument(context.Result.Model, context.Result.IsModelSet);
        }
    }
}
