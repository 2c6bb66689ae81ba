using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Binding;

/// <summary>What holds for every body, whatever is in it.</summary>
internal static class RequestBody
{
    /// <summary>Whether the request has a body. A server that does not say is believed by the length that it was told.</summary>
    public static bool IsThere(HttpContext httpContext) =>
        httpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? httpContext.Request.ContentLength is not 0 and not null;

    /// <summary>
    /// What a body that cannot be read to its end is answered with: what the server says (413 for one that is too large, which
    /// is a <see cref="BadHttpRequestException"/>), or nothing that anyone will read, since the client has gone.
    /// </summary>
    public static BodyError ErrorOf(IOException exception) => exception is BadHttpRequestException refused
        ? new BodyError(refused.StatusCode, refused.Message)
        : new BodyError(StatusCodes.Status400BadRequest, Messages.ConnectionLost);
}
