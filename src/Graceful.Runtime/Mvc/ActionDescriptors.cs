using Graceful.Routing;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Graceful.Mvc;

/// <summary>
/// Turns the descriptions of compiled MVC actions, which the API explorer writes by the rules of endpoints, into those of MVC.
/// </summary>
/// <remarks>
/// Generators of documents tell MVC by these types: NSwag names an operation after the <see cref="ControllerActionDescriptor"/>, and
/// Swashbuckle reads the attributes of a <see cref="ControllerParameterDescriptor"/> to see what is required.
/// </remarks>
internal sealed class ActionDescriptors : IApiDescriptionProvider
{
    private static readonly ModelBindingMessageProvider Messages = new DefaultModelBindingMessageProvider();

    /// <summary>Gets the order: the descriptions of endpoints, with -1100, are there before.</summary>
    public int Order => 0;

    /// <inheritdoc/>
    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
    }

    /// <inheritdoc/>
    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results)
        {
            if (description.ActionDescriptor.EndpointMetadata?.OfType<ControllerActionDescriptor>().FirstOrDefault() is { } action)
            {
                Describe(description, action);
            }
        }
    }

    private static void Describe(ApiDescription description, ControllerActionDescriptor action)
    {
        description.ActionDescriptor = action;
        foreach (var parameter in description.ParameterDescriptions)
        {
            if (parameter.ParameterDescriptor is IParameterInfoParameterDescriptor
                { ParameterInfo: ActionParameter { IsShownAsText: true } text })
            {
                // As in MVC, such a parameter is a string, and its metadata has the type that is parsed. Swashbuckle reads the latter.
                parameter.ModelMetadata = new MvcModelMetadata(text.DeclaredType, text.Name!) { Messages = Messages };
            }

            parameter.ParameterDescriptor = Find(action, parameter.ParameterDescriptor) ?? parameter.ParameterDescriptor;
        }

        // Of a response without a body, MVC has no metadata.
        foreach (var response in description.SupportedResponseTypes.Where(response => response.Type == typeof(void)))
        {
            response.ModelMetadata = null;
        }
    }

    /// <summary>Returns the parameter of the action; null for a member of an object, which has none.</summary>
    private static ControllerParameterDescriptor? Find(ControllerActionDescriptor action, ParameterDescriptor? described) =>
        described is not IParameterInfoParameterDescriptor { ParameterInfo: ActionParameter parameter } ? null
            : action.Parameters.OfType<ControllerParameterDescriptor>()
                .FirstOrDefault(one => one.ParameterInfo.Position == parameter.Position);
}
