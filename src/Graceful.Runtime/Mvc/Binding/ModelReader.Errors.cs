using System.Globalization;
using Graceful.Logging;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Primitives;

namespace Graceful.Mvc;

// The errors of values, with the messages of MVC, and its limits.
internal readonly partial struct ModelReader
{
    private ModelBindingMessageProvider Messages => _call.Options.ModelBindingMessageProvider;

    /// <summary>Gets the number of values of the argument that could not be bound so far.</summary>
    public int UnboundCount => _call.Unbound?.Count ?? 0;

    /// <summary>Removes the last of the values that could not be bound: their errors stay.</summary>
    public void ForgetUnbound(int count) => _call.Unbound?.RemoveRange(count, UnboundCount - count);

    /// <summary>Refuses names that are nested too deeply: a type may contain itself, and the client chooses the depth.</summary>
    /// <exception cref="InvalidOperationException">The limit of MVC is exceeded.</exception>
    public void CheckDepth(ModelName name)
    {
        if (name.Depth > _call.Options.MaxModelBindingRecursionDepth)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"A name in the request has more than {_call.Options.MaxModelBindingRecursionDepth} parts, the limit of " +
                $"MvcOptions.MaxModelBindingRecursionDepth: '{LogText.Escape(name.Key)}'."));
        }
    }

    /// <summary>Refuses collections that are too large.</summary>
    /// <exception cref="InvalidOperationException">The limit of MVC is exceeded.</exception>
    public void CheckCount(ModelName name, int count)
    {
        if (count > _call.Options.MaxModelBindingCollectionSize)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The collection '{LogText.Escape(name.Key)}' of a request has more than " +
                $"{_call.Options.MaxModelBindingCollectionSize} items, the limit of MvcOptions.MaxModelBindingCollectionSize."));
        }
    }

    /// <summary>Reports a text that is empty although the type allows no null.</summary>
    public void AddNull(ModelName name, StringValues attempted) =>
        Add(name, attempted, Messages.ValueMustNotBeNullAccessor(attempted.ToString()));

    /// <summary>Reports a number that is no member of an enumeration.</summary>
    public void AddUndefined(ModelName name, StringValues attempted) =>
        Add(name, attempted, Messages.ValueIsInvalidAccessor(attempted.ToString()));

    /// <summary>Reports a text that is not a value of the type.</summary>
    public void AddInvalid(ModelName name, StringValues attempted)
    {
        var text = attempted.ToString();
        Add(name, attempted, name.Field is { Length: > 0 } field
            ? Messages.AttemptedValueIsInvalidAccessor(text, field)
            : Messages.NonPropertyAttemptedValueIsInvalidAccessor(text));
    }

    /// <summary>Reports a text that the converter of the type refused with an exception.</summary>
    /// <remarks>As in MVC, the message of an exception other than those for a wrong format is not sent to the client.</remarks>
    public void AddNotConverted(ModelName name, StringValues attempted, Exception exception)
    {
        if (exception is FormatException or OverflowException)
        {
            AddInvalid(name, attempted);
            return;
        }

        _call.ModelState.SetModelValue(name.Key, new ValueProviderResult(attempted, CultureInfo.InvariantCulture));
        _call.AddException(name.Key, exception);
    }

    /// <summary>Reports a member with <c>[BindRequired]</c> that the request does not have.</summary>
    /// <remarks>As in MVC, the message has the name in the request, also for a member with [Display].</remarks>
    public void AddMissing(ModelName name, string field) =>
        _call.AddError(name.Key, Messages.MissingBindRequiredValueAccessor(field));

    /// <summary>
    /// Reports a collection or an object with <c>[BindRequired]</c> that is not in the request. As in MVC, it is created all the same.
    /// </summary>
    public void AddMissingIfRequired(ModelName name)
    {
        if (name is { IsTopLevel: true, IsBindRequired: true })
        {
            _call.AddError(name.Key, Messages.MissingBindRequiredValueAccessor(_argument));
        }
    }

    /// <summary>Reports a dictionary of which a key is not a value of its type. As in MVC, the key does not count as a member.</summary>
    public void AddInvalidKey(ModelName name, string message) => _call.AddError(name.Key, message);

    /// <summary>Reports a pair of a dictionary that has a key and no value, or a value and no key.</summary>
    public void AddIncomplete(ModelName name) => _call.AddError(name.Key, Messages.MissingKeyOrValueAccessor());

    private void Add(ModelName name, StringValues attempted, string message)
    {
        _call.ModelState.SetModelValue(name.Key, new ValueProviderResult(attempted, CultureInfo.InvariantCulture));
        _call.AddError(name.Key, message);
    }
}
