using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Graceful.Binding;

/// <summary>Reads JSON from the body of a request. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonBody
{
    /// <summary>Reads the body.</summary>
    /// <typeparam name="T">The type; a <c>JsonSerializerContext</c> of the app must cover it.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <returns>The value or the error.</returns>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static ValueTask<BodyContent<T>> ReadAsync<T>(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return ReadAsync(httpContext, JsonTypes.Of<T>);
    }

    /// <summary>Reads the body; a JSON <c>null</c> is accepted.</summary>
    /// <typeparam name="T">The type; a <c>JsonSerializerContext</c> of the app must cover it.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <returns>The value or the error.</returns>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static ValueTask<BodyContent<T?>> ReadNullableAsync<T>(HttpContext httpContext)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return ReadAsync(httpContext, JsonTypes.OfNullable<T>);
    }

    private static async ValueTask<BodyContent<T>> ReadAsync<T>(HttpContext httpContext, Func<HttpContext, JsonTypeInfo<T>> typeOf)
    {
        var request = httpContext.Request;
        if (!RequestBody.IsPresent(httpContext))
        {
            return default;
        }

        if (!HasJsonContentType(request))
        {
            return new(new BodyError(
                StatusCodes.Status415UnsupportedMediaType, Messages.WrongContentType(request.ContentType, "application/json")));
        }

        if (RequestBody.ErrorOfCharset(request.ContentType) is { } error)
        {
            return new(error);
        }

        var type = typeOf(httpContext);
        try
        {
            // Without a token: an aborted request ends the body with an IOException, which a token would sometimes precede.
            return new(await DeserializeAsync(request, type));
        }
        catch (JsonException exception)
        {
            // The message has the JSON path, as in MVC (JsonOptions.AllowInputFormatterExceptionMessages).
            return new(new BodyError(StatusCodes.Status400BadRequest, exception.Message));
        }
        catch (IOException exception)
        {
            return new(RequestBody.ErrorOf(exception));
        }
    }

    /// <summary>True for <c>application/json</c>, <c>text/json</c> and <c>application/*+json</c>, as in MVC.</summary>
    internal static bool HasJsonContentType(HttpRequest request) => request.HasJsonContentType() || IsTextJson(request);

    /// <summary>True for <c>text/json</c>, which MVC accepts and ReadFromJsonAsync does not.</summary>
    private static bool IsTextJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) &&
        type.MediaType.Equals("text/json", StringComparison.OrdinalIgnoreCase);

    /// <remarks>ReadFromJsonAsync throws on <c>text/json</c> and on a charset in quotes.</remarks>
    internal static async ValueTask<T?> DeserializeAsync<T>(HttpRequest request, JsonTypeInfo<T> type)
    {
        if (request.HasJsonContentType() && request.ContentType?.Contains('"') is not true)
        {
            return await request.ReadFromJsonAsync(type, CancellationToken.None);
        }

        var charset = MediaTypeHeaderValue.TryParse(request.ContentType, out var media) ? RequestBody.Unquoted(media.Charset) : default;
        var encoding = charset.HasValue && charset.Length > 0 ? Encoding.GetEncoding(charset.Value!) : Encoding.UTF8;
        if (encoding.CodePage == Encoding.UTF8.CodePage)
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, CancellationToken.None);
        }

        await using var utf8 = Encoding.CreateTranscodingStream(request.Body, encoding, Encoding.UTF8, leaveOpen: true);
        return await JsonSerializer.DeserializeAsync(utf8, type, CancellationToken.None);
    }
}
