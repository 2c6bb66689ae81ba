using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>
/// A browser's question whether a page from elsewhere may send a request
/// (<see href="https://fetch.spec.whatwg.org/#cors-preflight-request">the Fetch standard</see>).
/// </summary>
internal static class Preflight
{
    /// <summary>The verb that a preflight request asks about; null when the request, which is an OPTIONS, is none.</summary>
    public static RouteVerbs? VerbOf(HttpRequest request) =>
        request.Headers.ContainsKey("Origin") && request.Headers.AccessControlRequestMethod is [{ Length: > 0 } method]
            ? RouteVerbNames.Parse(method)
            : null;
}
