using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>Reads arguments and the members of objects from the fields of a form. Called by generated code.</summary>
/// <remarks>
/// Each name is relative to the path that is being read: while the item <c>lines[0]</c> is read, <c>isbn</c> is the field
/// <c>lines[0].isbn</c>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class FormReader
{
    private readonly FormCursor _cursor;
    private readonly ArgumentErrors _errors;
    private readonly string _argument;

    internal FormReader(IFormCollection form, string argument, ArgumentErrors errors)
    {
        (Collection, _argument, _errors) = (form, argument, errors);
        _cursor = new FormCursor(form);
    }

    /// <summary>Gets the whole form.</summary>
    public IFormCollection Collection { get; }

    /// <summary>Gets the number of errors so far.</summary>
    public int ErrorCount => _errors.All.Count;

    /// <summary>Returns all values of a field.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The values; empty when there is no such field.</returns>
    public StringValues Texts(string name) => _cursor.Find(name);

    /// <summary>Returns the first value of a field.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The text; null when there is no such field.</returns>
    /// <remarks>A ticked check box and its hidden field have the same name: the box comes first and wins, as in MVC.</remarks>
    public string? TextOrNull(string name) => _cursor.Find(name) is { Count: > 0 } values ? values[0] ?? string.Empty : null;

    /// <summary>Reads a required string.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The text.</returns>
    public string Text(string name)
    {
        var text = TextOrNull(name);
        if (text is null)
        {
            Fail(name, Messages.Required);
        }

        return text!;
    }

    /// <summary>Reads an optional string.</summary>
    /// <param name="name">The field.</param>
    /// <param name="text">The text.</param>
    /// <returns>True when the form has the field.</returns>
    public bool TryText(string name, out string text)
    {
        text = TextOrNull(name)!;
        return text is not null;
    }

    /// <summary>Reads a required value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The field.</param>
    /// <returns>The value, or the default when it cannot be bound.</returns>
    public T Value<T>(string name)
        where T : ISpanParsable<T> => Value<T>(name, TextParsers.Span);

    /// <summary>Reads a required value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The field.</param>
    /// <param name="parser">Parses the text.</param>
    /// <returns>The value, or the default when it cannot be bound.</returns>
    public T Value<T>(string name, TextParser<T> parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        return Parse(name, TextOrNull(name), parser);
    }

    /// <summary>Reads an optional value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The field.</param>
    /// <returns>The value; null when the field is missing or empty.</returns>
    public T? OptionalValue<T>(string name)
        where T : struct, ISpanParsable<T> => OptionalValue<T>(name, TextParsers.Span);

    /// <summary>Reads an optional value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The field.</param>
    /// <param name="parser">Parses the text.</param>
    /// <returns>The value; null when the field is missing or empty.</returns>
    public T? OptionalValue<T>(string name, TextParser<T> parser)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(parser);
        return TextOrNull(name) is { Length: > 0 } text ? Parse(name, text, parser) : null;
    }

    /// <summary>Reads an optional object that is parsed from one text.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="name">The field.</param>
    /// <returns>The object; null when the field is missing or empty.</returns>
    public T? OptionalObject<T>(string name)
        where T : class, ISpanParsable<T> => OptionalObject<T>(name, TextParsers.Span);

    /// <summary>Reads an optional object that is parsed from one text.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="name">The field.</param>
    /// <param name="parser">Parses the text.</param>
    /// <returns>The object; null when the field is missing or empty.</returns>
    public T? OptionalObject<T>(string name, TextParser<T> parser)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(parser);
        return TextOrNull(name) is { Length: > 0 } text ? Parse(name, text, parser) : null;
    }

    /// <summary>Reads an optional value, and reports whether it is there.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The field.</param>
    /// <param name="parser">Parses the text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the field has a text and could be bound.</returns>
    public bool TryValue<T>(string name, TextParser<T> parser, out T value)
    {
        ArgumentNullException.ThrowIfNull(parser);
        var text = TextOrNull(name);
        value = default!;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (parser(text, out value))
        {
            return true;
        }

        Fail(name, Messages.NotValid(text));
        return false;
    }

    /// <summary>Reports an error when the form lacks a field. An empty field is accepted.</summary>
    /// <param name="name">The field.</param>
    public void Require(string name)
    {
        if (_cursor.Find(name).Count == 0)
        {
            Fail(name, Messages.Required);
        }
    }

    private T Parse<T>(string name, string? text, TextParser<T> parser)
    {
        // Some parsers accept an empty text.
        if (!parser(text, out var value) || string.IsNullOrEmpty(text))
        {
            Fail(name, string.IsNullOrEmpty(text) ? Messages.Required : Messages.NotValid(text));
        }

        return value;
    }

    /// <summary>Reports an error under the full name of the field; under the argument's name for the form itself.</summary>
    private void Fail(string name, string message)
    {
        var field = _cursor.NameOf(name);
        _errors.AddField(field.Length > 0 ? field : _argument, message);
    }
}
