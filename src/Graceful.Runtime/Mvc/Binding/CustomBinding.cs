using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>Calls the model binders of the app.</summary>
internal static class CustomBinding
{
    public static BindingSource SourceOf(ModelSources sources) => sources switch
    {
        ModelSources.Query => BindingSource.Query,
        ModelSources.Route => BindingSource.Path,
        ModelSources.Form => BindingSource.Form,
        _ => BindingSource.Custom,
    };

    public static ModelBindingContext Begin(
        MvcInvocation call, ModelReader reader, ModelMetadata metadata, BindingInfo info, string name) =>
        DefaultModelBindingContext.CreateBindingContext(call.Context, new MvcValueProvider(reader), metadata, info, name);

    /// <summary>Marks the entries that a binder has recorded, and that are validated with the model.</summary>
    public static void MarkValidated(ModelStateDictionary state, string modelName)
    {
        foreach (var (_, entry) in state.FindKeysWithPrefix(modelName))
        {
            if (entry.ValidationState == ModelValidationState.Unvalidated)
            {
                entry.ValidationState = ModelValidationState.Valid;
            }
        }
    }
}
