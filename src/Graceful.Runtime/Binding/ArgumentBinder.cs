using System.ComponentModel;
using System.Globalization;
using Graceful.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>
/// Binds the arguments of one request: turns text into values, and remembers what could not be. Used by generated code.
/// </summary>
/// <remarks>
/// Everything is bound before anything is refused, so that a client learns of all that is wrong at once. Where nothing is
/// wrong, nothing is allocated here but the arguments themselves. A value without text is no value: only a
/// <see cref="string"/> can be empty.
/// </remarks>
/// <param name="httpContext">The request.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct ArgumentBinder(HttpContext httpContext)
{
    private InvalidArguments? _invalid;
    private string? _body;
    private ValidationPlace? _place;
    private IFormCollection? _form;
    private string _formName = string.Empty;
    private FormFields? _fields;

    /// <summary>Whether an argument could not be bound, so that the action must not run.</summary>
    public readonly bool AreInvalid => _invalid is { All.Count: > 0 };

    /// <summary>Answers a request of which an argument could not be bound.</summary>
    /// <returns>The response: a problem with every error in it, unless the app writes its own.</returns>
    public readonly Task RefuseAsync() => Refusal.WriteAsync(httpContext, _invalid ?? throw new InvalidOperationException("Every argument has been bound."));

    /// <summary>The value of a key of the query; empty when there is none.</summary>
    /// <param name="key">The key, whatever its case.</param>
    /// <returns>The decoded text; several values are joined with commas.</returns>
    public readonly ReadOnlySpan<char> Query(string key) => QueryText.Find(httpContext.Request.QueryString.Value, key);

    /// <summary>The text of a key of the query; null when there is none.</summary>
    /// <param name="key">The key, whatever its case.</param>
    /// <returns>The decoded text; several values are joined with commas.</returns>
    public readonly string? QueryString(string key) => QueryText.FindText(httpContext.Request.QueryString.Value, key);

    /// <summary>Every value of a key of the query.</summary>
    /// <param name="key">The key, whatever its case.</param>
    /// <returns>The decoded values.</returns>
    public readonly StringValues QueryValues(string key) => QueryText.FindAll(httpContext.Request.QueryString.Value, key);

    /// <summary>The value of a header; null when there is none.</summary>
    /// <param name="name">The header, whatever its case.</param>
    /// <returns>The text; several values are joined with commas.</returns>
    public readonly string? Header(string name) => httpContext.Request.Headers[name];

    /// <summary>The lines of a header, as they are.</summary>
    /// <param name="name">The header, whatever its case.</param>
    /// <returns>One text for each line.</returns>
    public readonly StringValues HeaderLines(string name) => httpContext.Request.Headers[name];

    /// <summary>Every value of a header: it may stand there several times, and have several values, with commas, each time.</summary>
    /// <param name="name">The header, whatever its case.</param>
    /// <returns>The values.</returns>
    public readonly StringValues HeaderValues(string name) => httpContext.Request.Headers.GetCommaSeparatedValues(name);

    /// <summary>A string that must be there.</summary>
    /// <param name="text">The text; null when there is none.</param>
    /// <param name="name">What the client calls it.</param>
    /// <returns>The text.</returns>
    public string Text(string? text, string name)
    {
        if (text is null)
        {
            Fail(name, Messages.Required);
        }

        return text!;
    }

    /// <summary>A value that must be there.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The text; empty when there is none.</param>
    /// <param name="name">What the client calls it.</param>
    /// <returns>The value, or the default when it cannot be bound.</returns>
    public T Value<T>(ReadOnlySpan<char> text, string name)
        where T : ISpanParsable<T>
    {
        // Whatever the parser makes of an empty text.
        if (!T.TryParse(text, CultureInfo.InvariantCulture, out var value) || text.IsEmpty)
        {
            Fail(name, text);
        }

        return value!;
    }

    /// <summary>A value that must be there.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The text; empty when there is none.</param>
    /// <param name="name">What the client calls it.</param>
    /// <param name="parser">Parses the text.</param>
    /// <returns>The value, or the default when it cannot be bound.</returns>
    public T Value<T>(ReadOnlySpan<char> text, string name, TextParser<T> parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        if (!parser(text, out var value) || text.IsEmpty)
        {
            Fail(name, text);
        }

        return value;
    }

    /// <summary>A value that may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The text; empty when there is none.</param>
    /// <param name="name">What the client calls it.</param>
    /// <returns>The value; null when there is none.</returns>
    public T? OptionalValue<T>(ReadOnlySpan<char> text, string name)
        where T : struct, ISpanParsable<T> => text.IsEmpty ? null : Value<T>(text, name);

    /// <summary>A value that may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The text; empty when there is none.</param>
    /// <param name="name">What the client calls it.</param>
    /// <param name="parser">Parses the text.</param>
    /// <returns>The value; null when there is none.</returns>
    public T? OptionalValue<T>(ReadOnlySpan<char> text, string name, TextParser<T> parser)
        where T : struct => text.IsEmpty ? null : Value(text, name, parser);

    /// <summary>An object that may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The text; empty when there is none.</param>
    /// <param name="name">What the client calls it.</param>
    /// <returns>The object; null when there is none.</returns>
    public T? OptionalObject<T>(ReadOnlySpan<char> text, string name)
        where T : class, ISpanParsable<T> => text.IsEmpty ? null : Value<T>(text, name);

    /// <summary>An object that may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The text; empty when there is none.</param>
    /// <param name="name">What the client calls it.</param>
    /// <param name="parser">Parses the text.</param>
    /// <returns>The object; null when there is none.</returns>
    public T? OptionalObject<T>(ReadOnlySpan<char> text, string name, TextParser<T> parser)
        where T : class => text.IsEmpty ? null : Value(text, name, parser);

    private void Fail(string name, ReadOnlySpan<char> text) => Fail(name, text.IsEmpty ? Messages.Required : Messages.NotValid(text));

    // Of a field, the name is that at the place which is being read; the form itself is called as what it fills.
    private void Fail(string name, string message, int statusCode = StatusCodes.Status400BadRequest) =>
        (_invalid ??= new InvalidArguments()).Add(_fields?.NameOf(name) is { Length: > 0 } field ? field : name.Length > 0 ? name : _formName, message, statusCode);
}
