using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Graceful.Mvc;

/// <summary>Validates the models that a controller passes to <c>TryValidateModel</c>, by generated code.</summary>
/// <param name="models">The types that the controller passes.</param>
internal sealed class MvcObjectValidator(MvcModel[] models) : IObjectModelValidator
{
    public void Validate(ActionContext actionContext, ValidationStateDictionary? validationState, string prefix, object? model)
    {
        if (model is null)
        {
            return;
        }

        var found = Array.Find(models, one => one.IsFor(model)) ?? throw new InvalidOperationException(
            $"TryValidateModel() got a model of {model.GetType()}, for which no validator was generated. The validators are those of the " +
            $"declared types of its arguments in the controller{Known()}. Pass a variable that is declared as {model.GetType().Name}.");
        found.Validate(actionContext, MvcServices.Of(actionContext.HttpContext).Options, prefix ?? string.Empty, model);
    }

    private string Known() => models.Length == 0 ? string.Empty : $": {string.Join(", ", models.Select(one => one.Type))}";
}
