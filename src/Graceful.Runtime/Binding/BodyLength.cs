using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Binding;

/// <summary>Declares the length of a response whose whole body is known before it is sent.</summary>
internal static class BodyLength
{
    /// <summary>Sets <c>Content-Length</c>, unless the app has set it or needs chunks.</summary>
    /// <remarks>
    /// Trailers need chunks (RFC 9110, 6.5), and a length beside <c>Transfer-Encoding</c> is not allowed (RFC 9112, 6.2). Bytes that the
    /// app has written before belong to the body as well. A middleware that has replaced the stream may change the body, as an
    /// encoder does.
    /// </remarks>
    public static void Declare(HttpResponse response, int length)
    {
        var headers = response.Headers;
        if (!response.HasStarted && headers.ContentLength is null && headers.TransferEncoding.Count == 0 && headers.Trailer.Count == 0 &&
            headers.ContentEncoding.Count == 0 && !IsReplaced(response) && !HasUnsentBytes(response))
        {
            headers.ContentLength = length;
        }
    }

    /// <summary>True when <see cref="HttpResponse.Body"/> was set.</summary>
    private static bool IsReplaced(HttpResponse response) =>
        response.HttpContext.Features[typeof(IHttpResponseBodyFeature)] is StreamResponseBodyFeature { PriorFeature: not null };

    /// <summary>False for a writer that does not tell, as that of a test server.</summary>
    private static bool HasUnsentBytes(HttpResponse response) =>
        response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 };
}
