using Graceful.Binding;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>Adds the errors of a validated model to the state of a request.</summary>
internal static class ModelErrors
{
    /// <summary>Adds errors whose names are relative to the model.</summary>
    /// <remarks>Errors of one key are reported together; a key that could not be bound keeps its one error.</remarks>
    public static void Add(ModelStateDictionary state, string prefix, ArgumentErrors? errors)
    {
        if (errors is not null)
        {
            AddAll(state, prefix, errors);
        }
    }

    /// <summary>True when the key itself has no error yet. As in MVC, errors of the keys below it do not count.</summary>
    public static bool HasNoError(ModelStateDictionary state, string key) =>
        state.GetValidationState(key) != ModelValidationState.Invalid;

    private static void AddAll(ModelStateDictionary state, string prefix, ArgumentErrors errors)
    {
        var withoutError = errors.All.Select(error => error.Name).Distinct(StringComparer.Ordinal)
            .Where(path => HasNoError(state, ModelName.Join(prefix, path))).ToHashSet(StringComparer.Ordinal);
        foreach (var error in errors.All.Where(error => withoutError.Contains(error.Name)))
        {
            state.TryAddModelError(ModelName.Join(prefix, error.Name), error.Message);
        }
    }
}
