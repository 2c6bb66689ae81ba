using Microsoft.AspNetCore.Http;

namespace Graceful.Binding;

/// <summary>Declares the length of a response whose whole body is known before it is sent.</summary>
internal static class BodyLength
{
    /// <summary>Sets <c>Content-Length</c>, unless the app has set it or needs chunks.</summary>
    /// <remarks>
    /// Trailers need chunks (RFC 9110, 6.5), and a length beside <c>Transfer-Encoding</c> is not allowed (RFC 9112, 6.2). Bytes that the
    /// app has written before belong to the body as well.
    /// </remarks>
    public static void Declare(HttpResponse response, int length)
    {
        var headers = response.Headers;
        if (!response.HasStarted && headers.ContentLength is null && headers.TransferEncoding.Count == 0 && headers.Trailer.Count == 0 &&
            !HasUnsentBytes(response))
        {
            headers.ContentLength = length;
        }
    }

    /// <summary>False for a writer that does not tell, as that of a test server.</summary>
    private static bool HasUnsentBytes(HttpResponse response) =>
        response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 };
}
