using System.Diagnostics.CodeAnalysis;
using Graceful.Binding;
using Microsoft.Extensions.Primitives;

namespace Graceful.Mvc;

/// <summary>Binds one text of the request. As in MVC, the first of several values counts, and an empty text is null.</summary>
/// <param name="parser">Parses the text; returns false for a text that is not a value.</param>
/// <param name="allowsNull">True when the type allows null.</param>
/// <param name="isDefined">False for a number that is no member of an enumeration; null for other types.</param>
/// <param name="joins">True when several values are one text, with commas: for an enumeration of flags.</param>
internal sealed class TextBinder<T>(
    TextParser<T> parser, bool allowsNull, Func<T, bool>? isDefined = null, bool joins = false) : ModelBinder<T>
{
    /// <summary>Gets a value indicating whether an empty text is a value.</summary>
    public bool KeepsBlank { get; init; }

    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value) =>
        TryConvert(reader, name, reader.Find(name.Key), out value);

    internal override bool TryConvert(ModelReader reader, ModelName name, StringValues values, [MaybeNull] out T value)
    {
        value = default;
        if (values.Count == 0)
        {
            return false;
        }

        var text = joins ? values.ToString() : values[0];
        if (text is null || (string.IsNullOrWhiteSpace(text) && !KeepsBlank))
        {
            if (!allowsNull)
            {
                reader.AddNull(name, values);
            }

            return allowsNull;
        }

        if (!parser(text, out value!))
        {
            reader.AddInvalid(name, values);
            return false;
        }

        if (isDefined?.Invoke(value) == false)
        {
            reader.AddUndefined(name, values);
            return false;
        }

        return true;
    }
}
