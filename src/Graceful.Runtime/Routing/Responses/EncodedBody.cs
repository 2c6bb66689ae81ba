using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>A response body that passes through an encoder, such as that of <c>UseResponseCompression()</c>.</summary>
/// <remarks>
/// A flush makes the encoder end its block, which costs time and bytes. The last part of a body needs none: the encoder ends with the
/// response. It is written to the stream, because a middleware may have replaced the stream by one that it reads afterwards, and bytes in
/// the writer would not be in it.
/// </remarks>
internal static class EncodedBody
{
    /// <summary>True when the rest of the body may go to the stream. The response has been started.</summary>
    public static bool Has(HttpResponse response) =>
        response.Headers.ContentEncoding.Count > 0 && response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: 0 };
}
