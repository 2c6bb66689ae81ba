using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>
/// Binds the arguments of one request from the route, the query, the headers and the body. Called by generated code.
/// </summary>
/// <remarks>
/// <para>
/// All arguments are bound before the request is refused, so that the response lists every error. A valid request allocates
/// nothing here but the arguments themselves. An empty text counts as a missing value, except for <see cref="string"/>.
/// </para>
/// <para><see cref="FormReader"/> reads the fields of a form; <c>ObjectValidation</c> checks the annotations.</para>
/// </remarks>
/// <param name="httpContext">The request.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct ArgumentBinder(HttpContext httpContext)
{
    private ArgumentErrors? _errors;
    private string? _body;

    /// <summary>True when an argument could not be bound or is not valid: the action must not run.</summary>
    public readonly bool AreInvalid => _errors is { All.Count: > 0 };

    internal readonly HttpContext HttpContext => httpContext;

    /// <summary>Gets the errors so far; null when there is none.</summary>
    internal readonly ArgumentErrors? ErrorsOrNull => _errors;

    /// <summary>Gets the errors so far. Creates the list when there is none.</summary>
    internal ArgumentErrors Errors => _errors ??= new ArgumentErrors();

    /// <summary>Writes the response to a request whose arguments are invalid.</summary>
    /// <returns>A task that completes when the response is written: the app's own, or a problem that lists every error.</returns>
    public readonly Task RefuseAsync() =>
        Refusal.WriteAsync(httpContext, _errors ?? throw new InvalidOperationException("Every argument has been bound."));

    /// <summary>True when an argument could be bound, so that it can be validated.</summary>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>True when there is no error with this name.</returns>
    public readonly bool IsBound(string name) => _errors is null || _errors.IsBound(name);

    /// <summary>True when an argument was bound from the body: not when it is a service or could not be bound.</summary>
    /// <param name="name">The parameter.</param>
    /// <returns>True when the argument must be validated.</returns>
    public readonly bool IsBody(string name) => _body == name && IsBound(name);

    /// <summary>Returns the value of a query key; empty when the key is missing.</summary>
    /// <param name="key">The key; case is ignored.</param>
    /// <returns>The decoded text; several values are joined with commas.</returns>
    public readonly ReadOnlySpan<char> Query(string key) => QueryText.Find(httpContext.Request.QueryString.Value, key);

    /// <summary>Returns the value of a query key as a string; null when the key is missing.</summary>
    /// <param name="key">The key; case is ignored.</param>
    /// <returns>The decoded text; several values are joined with commas.</returns>
    public readonly string? QueryString(string key) => QueryText.FindText(httpContext.Request.QueryString.Value, key);

    /// <summary>Returns every value of a query key.</summary>
    /// <param name="key">The key; case is ignored.</param>
    /// <returns>The decoded values.</returns>
    public readonly StringValues QueryValues(string key) => QueryText.FindAll(httpContext.Request.QueryString.Value, key);

    /// <summary>Returns the value of a header; null when the header is missing.</summary>
    /// <param name="name">The header; case is ignored.</param>
    /// <returns>The text; several values are joined with commas.</returns>
    public readonly string? Header(string name) => httpContext.Request.Headers[name];

    /// <summary>Returns the lines of a header, unparsed.</summary>
    /// <param name="name">The header; case is ignored.</param>
    /// <returns>One text per line.</returns>
    public readonly StringValues HeaderLines(string name) => httpContext.Request.Headers[name];

    /// <summary>Returns every value of a header: all lines, split at commas.</summary>
    /// <param name="name">The header; case is ignored.</param>
    /// <returns>The values.</returns>
    public readonly StringValues HeaderValues(string name) => httpContext.Request.Headers.GetCommaSeparatedValues(name);

    /// <summary>Binds a required string.</summary>
    /// <param name="text">The text; null when it is missing.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The text.</returns>
    public string Text(string? text, string name)
    {
        if (text is null)
        {
            Fail(name, Messages.Required);
        }

        return text!;
    }

    /// <summary>Binds a required value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="text">The text; empty when it is missing.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The value, or the default when it cannot be bound.</returns>
    public T Value<T>(ReadOnlySpan<char> text, string name)
        where T : ISpanParsable<T>
    {
        // Some parsers accept an empty text.
        if (!T.TryParse(text, CultureInfo.InvariantCulture, out var value) || text.IsEmpty)
        {
            Fail(name, text);
        }

        return value!;
    }

    /// <summary>Binds a required value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="text">The text; empty when it is missing.</param>
    /// <param name="name">The name of the argument in the request.</param>
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

    /// <summary>Binds an optional value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="text">The text; empty when it is missing.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The value; null when it is missing.</returns>
    public T? OptionalValue<T>(ReadOnlySpan<char> text, string name)
        where T : struct, ISpanParsable<T> => text.IsEmpty ? null : Value<T>(text, name);

    /// <summary>Binds an optional value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="text">The text; empty when it is missing.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <param name="parser">Parses the text.</param>
    /// <returns>The value; null when it is missing.</returns>
    public T? OptionalValue<T>(ReadOnlySpan<char> text, string name, TextParser<T> parser)
        where T : struct => text.IsEmpty ? null : Value(text, name, parser);

    /// <summary>Binds an optional object that is parsed from text.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="text">The text; empty when it is missing.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The object; null when it is missing.</returns>
    public T? OptionalObject<T>(ReadOnlySpan<char> text, string name)
        where T : class, ISpanParsable<T> => text.IsEmpty ? null : Value<T>(text, name);

    /// <summary>Binds an optional object that is parsed from text.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="text">The text; empty when it is missing.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <param name="parser">Parses the text.</param>
    /// <returns>The object; null when it is missing.</returns>
    public T? OptionalObject<T>(ReadOnlySpan<char> text, string name, TextParser<T> parser)
        where T : class => text.IsEmpty ? null : Value(text, name, parser);

    private void Fail(string name, ReadOnlySpan<char> text) => Fail(name, text.IsEmpty ? Messages.Required : Messages.NotValid(text));

    private void Fail(string name, string message, int statusCode = StatusCodes.Status400BadRequest) =>
        Errors.Add(name, message, statusCode);
}
