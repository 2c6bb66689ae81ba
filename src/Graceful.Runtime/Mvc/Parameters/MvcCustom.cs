using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>A parameter that a model binder of the app binds.</summary>
/// <typeparam name="T">The type of the argument.</typeparam>
/// <param name="name">The name in the source.</param>
/// <param name="sources">Where the binder looks up values.</param>
/// <param name="create">Creates the binder. As in MVC, each call has a new one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcCustom<T>(string name, ModelSources sources, Func<IServiceProvider, IModelBinder> create)
    : MvcValidatedParameter<T>(name)
{
    private volatile Known? _known;

    /// <summary>Gets the name that an attribute sets for the request; null for the name in the source.</summary>
    public string? BoundName { get; init; }

    private protected override BindingSource? Source => CustomBinding.SourceOf(sources);

    private protected override string? NameInRequest => BoundName;

    internal override async ValueTask<BoundArgument> BindAsync(MvcInvocation call)
    {
        var reader = new ModelReader(call, sources, BoundName ?? Name);
        var metadata = MetadataOf(call);
        var info = new BindingInfo { BinderModelName = BoundName, BindingSource = CustomBinding.SourceOf(sources) };
        var context = CustomBinding.Begin(call, reader, metadata, info, Name);
        context.ModelName = reader.PrefixOf(BoundName, Name);
        await create(call.HttpContext.RequestServices).BindModelAsync(context);
        var (isSet, model) = (context.Result.IsModelSet, context.Result.Model);
        if (isSet)
        {
            // As in MVC: what the binder has recorded is validated with the model.
            CustomBinding.MarkValidated(context.ModelState, context.ModelName);
        }

        if (isSet && model is not null && context.ValidationState.TryGetValue(model, out var state) && state.SuppressValidation)
        {
            return new BoundArgument(model, isSet);
        }

        var bound = Validated(call, context.ModelName, isSet, model is null ? default : (T)model);

        // A null is the default value of the parameter, also for a value type.
        return model is null ? new BoundArgument(null, isSet) : bound;
    }

    /// <summary>Returns the metadata for the app of a request: it is made from the options of the app, and from the method.</summary>
    private MvcModelMetadata MetadataOf(MvcInvocation call)
    {
        var known = _known;
        if (known?.Options != call.Options)
        {
            var parameter = call.Context.ActionDescriptor.Parameters.OfType<ControllerParameterDescriptor>().First(one => one.Name == Name);
            _known = known = new Known(call.Options, new MvcModelMetadata(parameter.ParameterInfo)
            {
                Display = Display,
                BoundName = BoundName,
                IsBindingRequiredByAttribute = IsBindRequired,
                IsRequiredByAttribute = IsRequiredBy(call.Options),
                Messages = call.Options.ModelBindingMessageProvider,
            });
        }

        return known!.Metadata;
    }

    private sealed record Known(MvcOptions Options, MvcModelMetadata Metadata);
}
