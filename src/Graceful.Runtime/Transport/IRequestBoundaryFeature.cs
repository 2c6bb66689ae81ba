namespace Graceful.Transport;

/// <summary>What the transport must hear of each request to know where it ends.</summary>
internal interface IRequestBoundaryFeature
{
    /// <summary>A request has reached the application: Kestrel has consumed its head, and nothing of its body.</summary>
    /// <returns>Whether the response should announce <c>Connection: close</c>.</returns>
    bool BeginRequest(bool isHttp2, long contentLength, bool isChunked, string method, string? path);

    /// <summary>The application has finished with the request.</summary>
    /// <returns>Whether the response, if it has not started, should announce <c>Connection: close</c>.</returns>
    bool EndRequest();
}
