namespace Graceful.Transport;

/// <summary>Receives the beginning and the end of each request from <c>Hosting/Services/RequestBoundaryFilter</c>.</summary>
internal interface IRequestBoundaryFeature
{
    /// <summary>The number of a request that is not recorded: one of HTTP/1.1, or one whose handler has completed at once.</summary>
    const int NoNumber = -1;

    /// <summary>A request reached the application: Kestrel has consumed its head, and nothing of its body.</summary>
    /// <param name="isHttp2">True for HTTP/2.</param>
    /// <param name="contentLength">The length of the body; null when it is chunked.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path.</param>
    void BeginRequest(bool isHttp2, long? contentLength, string method, string? path);

    /// <summary>The handler of a request has not completed at once.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path.</param>
    /// <returns>A number for <see cref="EndRequest"/>, which may be <see cref="NoNumber"/>.</returns>
    int HandlerWaits(string method, string? path);

    /// <summary>The response of an HTTP/1.1 request starts.</summary>
    /// <param name="switchesProtocol">True for status 101.</param>
    /// <returns>True when the response must announce <c>Connection: close</c>.</returns>
    bool StartResponse(bool switchesProtocol);

    /// <summary>Gets or sets an object for the requests of this connection, which come one after the other.</summary>
    object? Reusable { get; set; }

    /// <summary>Gets the request that is replayed on this connection; null on an ordinary connection.</summary>
    Reentry? Replay { get; }

    /// <summary>Sets the request that may outlive the process; null when it turns out to be an ordinary one.</summary>
    void SetLongLived(LongLivedRequest? request);

    /// <summary>The long-lived request is answered with a stream that may move between two events.</summary>
    void BeginStream();

    /// <summary>The replayed request has the response that the client knows: its bytes follow.</summary>
    void ConfirmReplay();

    /// <summary>The replayed request has another response: closes the connection.</summary>
    void RejectReplay(string reason);

    /// <summary>The application has written: a draining connection may be at a boundary now.</summary>
    void OnWritten();

    /// <summary>The application finished the request.</summary>
    /// <param name="number">The number that <see cref="HandlerWaits"/> has returned, or <see cref="NoNumber"/>.</param>
    /// <returns>Completes when Kestrel may end the response: at once, unless the response goes on in another process.</returns>
    Task EndRequest(int number);
}
