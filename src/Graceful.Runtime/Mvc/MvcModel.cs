using System.ComponentModel;
using Graceful.Binding;
using Graceful.Validation;
using Microsoft.AspNetCore.Mvc;

namespace Graceful.Mvc;

/// <summary>A type that a controller of MVC passes to <c>TryValidateModel</c>. Created by generated code, once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MvcModel
{
    private protected MvcModel(Type type) => Type = type;

    /// <summary>Gets the declared type.</summary>
    internal Type Type { get; }

    /// <summary>True for a value of exactly this type, and for a collection that the declared interface describes.</summary>
    internal abstract bool IsFor(object model);

    internal abstract void Validate(ActionContext context, MvcOptions options, string prefix, object model);
}

/// <summary>A type that a controller of MVC passes to <c>TryValidateModel</c>. Created by generated code, once.</summary>
/// <typeparam name="T">The declared type.</typeparam>
/// <param name="validator">Validates a model; null when the type has no annotations.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcModel<T>(ObjectValidator<T>? validator = null) : MvcModel(typeof(T))
    where T : notnull
{
    /// <summary>The names of errors are relative to the model.</summary>
    private static readonly ValidatedMember Root = new(string.Empty, bound: string.Empty, isForm: true);

    /// <remarks>The annotations of a derived class are not known here: its object is not validated as one of the base class.</remarks>
    internal override bool IsFor(object model) =>
        model.GetType() == typeof(T) || (model is T and System.Collections.IEnumerable && typeof(T).IsInterface);

    internal override void Validate(ActionContext context, MvcOptions options, string prefix, object model)
    {
        if (validator is null)
        {
            return;
        }

        ArgumentBinder errors = new(context.HttpContext);
        ObjectValidation validation = new(ref errors, options, isJson: true);
        validation.Nested(Root, (T)model, validator);
        ModelErrors.Add(context.ModelState, prefix, errors.ErrorsOrNull);
    }
}
