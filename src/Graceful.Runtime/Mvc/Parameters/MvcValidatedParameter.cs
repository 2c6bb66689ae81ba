using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Graceful.Binding;
using Graceful.Validation;
using Microsoft.AspNetCore.Mvc;

namespace Graceful.Mvc;

/// <summary>A parameter that is validated.</summary>
/// <typeparam name="T">The type of the argument.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MvcValidatedParameter<T> : MvcParameter
{
    private static readonly RequiredAttribute ImplicitlyRequired = new() { AllowEmptyStrings = true };

    private protected MvcValidatedParameter(string name)
        : base(name)
    {
    }

    /// <summary>Gets the <c>[Required]</c> of the parameter; null without it.</summary>
    public RequiredAttribute? Required { get; init; }

    /// <summary>Gets a value indicating whether it is a reference that is not nullable: MVC then implies <c>[Required]</c>.</summary>
    public bool IsNonNullable { get; init; }

    /// <summary>Gets a value indicating whether it has <c>[BindRequired]</c>.</summary>
    public bool IsBindRequired { get; init; }

    /// <summary>Gets its <c>[Display]</c>; null when it has none with a name.</summary>
    public DisplayAttribute? Display { get; init; }

    /// <summary>Gets the checks of its other annotations and of the objects in it; null for none.</summary>
    public ObjectValidator<T>? Validator { get; init; }

    /// <summary>Gets the checks of its annotations when there is no value; null for none.</summary>
    public NullValidator? NullValidator { get; init; }

    /// <summary>Gets a value indicating whether it is a collection with a default value: as in MVC, an empty one then is none.</summary>
    public bool HasDefault { get; init; }

    /// <summary>Gets the value that the action gets when the request has none.</summary>
    public T? Default { get; init; }

    internal sealed override object? DefaultValue => Default;

    private protected virtual bool IsJson => false;

    private protected sealed override Type Type => typeof(T);

    /// <summary>Returns the name of the model in the request.</summary>
    private protected ModelName NameOf(string prefix) => new(prefix, Display?.GetName(), IsTopLevel: true)
    {
        IsBindRequired = IsBindRequired,
        HasDefault = HasDefault,
    };

    private protected bool IsRequiredBy(MvcOptions options) => RequiredOf(options) is not null;

    /// <summary>Validates what was bound.</summary>
    /// <param name="call">The call.</param>
    /// <param name="prefix">The name of the model in the request; empty for the body.</param>
    /// <param name="isSet">True when the request has set it.</param>
    /// <param name="value">The value.</param>
    private protected BoundArgument Validated(MvcInvocation call, string prefix, bool isSet, T? value)
    {
        if (!isSet && IsBindRequired)
        {
            var field = prefix.Length > 0 ? prefix : Name;
            call.AddError(field, call.Options.ModelBindingMessageProvider.MissingBindRequiredValueAccessor(field));
        }
        else if (RequiredOf(call.Options) is { } required && !required.IsValid(isSet ? value : (object?)null) &&
            !(value is null && isSet && default(T) is not null))
        {
            var key = KeyOf(prefix, isSet);
            if (ModelErrors.HasNoError(call.ModelState, key))
            {
                call.AddError(key, required.FormatErrorMessage(Display?.GetName() is { Length: > 0 } shown ? shown : Name));
            }
        }
        else if (isSet && value is not null ? Validator is not null : NullValidator is not null)
        {
            Validate(call, KeyOf(prefix, isSet), isSet, value);
        }

        return new BoundArgument(isSet ? value : null, isSet);
    }

    /// <summary>As in MVC, an argument that the request does not have is named after the parameter.</summary>
    private string KeyOf(string prefix, bool isSet) => isSet || prefix.Length > 0 ? prefix : Name;

    private void Validate(MvcInvocation call, string prefix, bool isSet, T? value)
    {
        ArgumentBinder errors = new(call.HttpContext);
        ObjectValidation validation = new(ref errors, call.Options, IsJson)
        {
            ItemNames = call.ItemNames,
            HasUnbound = call.Unbound is { } unbound ? UnboundBelow(prefix, unbound) : null,
        };
        if (isSet && value is not null)
        {
            Validator!(value, ref validation);
        }
        else
        {
            NullValidator!(ref validation);
        }

        ModelErrors.Add(call.ModelState, prefix, errors.ErrorsOrNull);
    }

    /// <summary>A method of its own: its closure is not needed when everything could be bound.</summary>
    private static Func<string, bool> UnboundBelow(string prefix, List<string> unbound) => path =>
    {
        var model = ModelName.Join(prefix, path);
        return unbound.Exists(name => ModelName.IsPrefix(model, name));
    };

    private RequiredAttribute? RequiredOf(MvcOptions options) =>
        Required ?? (IsNonNullable && !options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes
            ? ImplicitlyRequired
            : null);
}
