using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Graceful.Binding;

/// <summary>Checks that apply to every kind of body.</summary>
internal static class RequestBody
{
    /// <summary>True when the request has a body. Without the server's feature, the Content-Length decides.</summary>
    public static bool IsPresent(HttpContext httpContext) =>
        httpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ??
        httpContext.Request.ContentLength is not 0 and not null;

    /// <summary>Returns an error when the charset of the body is unknown; otherwise null.</summary>
    /// <remarks>
    /// ASP.NET Core's readers throw on such a charset, which would be a 500: dotnet/aspnetcore,
    /// src/Http/Http.Extensions/src/HttpRequestJsonExtensions.cs (GetEncodingFromCharset), and MediaTypeHeaderValue.Encoding for
    /// UTF-7.
    /// </remarks>
    public static BodyError? ErrorOfCharset(string? contentType) =>
        CharsetOf(contentType) is { } charset && EncodingOf(charset) is null
            ? new BodyError(StatusCodes.Status415UnsupportedMediaType, Messages.UnknownCharset(charset))
            : null;

    /// <summary>True when the body is in UTF-8 or UTF-16, the only encodings that the JSON reader of MVC supports.</summary>
    public static bool IsUnicode(string? contentType) =>
        CharsetOf(contentType) is not { } charset || EncodingOf(charset)?.WebName is "utf-8" or "utf-16";

    /// <summary>Returns the charset that a content type names; null for none and for UTF-8.</summary>
    private static string? CharsetOf(string? contentType) =>
        contentType?.Contains("charset", StringComparison.OrdinalIgnoreCase) is true &&
        MediaTypeHeaderValue.TryParse(contentType, out var type) && Unquoted(type.Charset) is { Length: > 0 } charset &&
        !charset.Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase)
            ? charset.ToString()
            : null;

    private static Encoding? EncodingOf(string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Returns a charset without quotes, which mean nothing: RFC 9110, section 8.3.1.</summary>
    public static StringSegment Unquoted(StringSegment charset) => HeaderUtilities.RemoveQuotes(charset);

    /// <summary>Returns the error for a body that cannot be read to its end.</summary>
    /// <remarks>
    /// The server sets the status in a <see cref="BadHttpRequestException"/>: 413 for a body that is too large. Otherwise the client
    /// has closed the connection, and the response is never read.
    /// </remarks>
    public static BodyError ErrorOf(IOException exception) => exception is BadHttpRequestException refused
        ? new BodyError(refused.StatusCode, refused.Message)
        : new BodyError(StatusCodes.Status400BadRequest, Messages.ConnectionLost);
}
