using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Graceful.Binding;

/// <summary>What holds for every body, whatever is in it.</summary>
internal static class RequestBody
{
    /// <summary>Whether the request has a body. A server that does not say is believed by the length that it was told.</summary>
    public static bool IsThere(HttpContext httpContext) =>
        httpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? httpContext.Request.ContentLength is not 0 and not null;

    /// <summary>
    /// What is wrong with the charset of the body; null when nothing is. Whoever reads the body looks it up, and throws what
    /// would be an error of the app: dotnet/aspnetcore, src/Http/Http.Extensions/src/HttpRequestJsonExtensions.cs
    /// (GetEncodingFromCharset), and MediaTypeHeaderValue.Encoding for UTF-7.
    /// </summary>
    public static BodyError? ErrorOfCharset(string? contentType)
    {
        if (contentType?.Contains("charset", StringComparison.OrdinalIgnoreCase) is not true ||
            !MediaTypeHeaderValue.TryParse(contentType, out var type) ||
            type.Charset is not { Length: > 0 } charset || charset.Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            _ = Encoding.GetEncoding(charset.ToString());
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return new BodyError(StatusCodes.Status415UnsupportedMediaType, Messages.UnknownCharset(charset));
        }
    }

    /// <summary>
    /// What a body that cannot be read to its end is answered with: what the server says (413 for one that is too large, which
    /// is a <see cref="BadHttpRequestException"/>), or nothing that anyone will read, since the client has gone.
    /// </summary>
    public static BodyError ErrorOf(IOException exception) => exception is BadHttpRequestException refused
        ? new BodyError(refused.StatusCode, refused.Message)
        : new BodyError(StatusCodes.Status400BadRequest, Messages.ConnectionLost);
}
