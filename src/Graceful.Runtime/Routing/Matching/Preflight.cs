using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>Recognizes <see href="https://fetch.spec.whatwg.org/#cors-preflight-request">CORS preflight requests</see>.</summary>
internal static class Preflight
{
    /// <summary>Returns the verb that a preflight request announces; null when an OPTIONS request is not a preflight.</summary>
    public static RouteVerbs? VerbOf(HttpRequest request) =>
        request.Headers.ContainsKey("Origin") && request.Headers.AccessControlRequestMethod is [{ Length: > 0 } method]
            ? RouteVerbNames.Parse(method)
            : null;
}
