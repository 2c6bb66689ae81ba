using Graceful.Routing;
using Microsoft.AspNetCore.Http;

namespace Graceful;

/// <summary>
/// What an action and its hooks share during one request: the request, the response, the services, and the text written so
/// far.
/// </summary>
/// <remarks>
/// <para>
/// Created for a request only when the action or a hook takes it. Derive from it to carry state of your own from hook to
/// action: the constructor of the derived class may take services, and the context is disposed at the end of the request (after
/// the controller, and also after an exception or a redirect) when it is <see cref="IAsyncDisposable"/> or
/// <see cref="IDisposable"/>.
/// </para>
/// <para>
/// Text written through <see cref="Write(string)"/> is collected and sent at the end with its <c>Content-Length</c>, as
/// <c>text/plain; charset=utf-8</c> unless another content type has been set. What is written to
/// <see cref="HttpResponse.Body"/> directly goes out at once, ahead of it.
/// </para>
/// </remarks>
public class ActionContext
{
    private HttpContext? _httpContext;
    private OutputBuffer _output;

    /// <summary>The request and its response.</summary>
    /// <exception cref="InvalidOperationException">The request is not known yet: in the constructor.</exception>
    public HttpContext HttpContext => _httpContext ?? throw new InvalidOperationException(
        $"The request of {GetType()} is not known in its constructor. Use it from the before hook on, or take the services you need as constructor parameters.");

    /// <summary>The request.</summary>
    public HttpRequest Request => HttpContext.Request;

    /// <summary>The response.</summary>
    public HttpResponse Response => HttpContext.Response;

    /// <summary>The services of this request.</summary>
    public IServiceProvider Services => HttpContext.RequestServices;

    /// <summary>Cancelled when the client has gone away.</summary>
    public CancellationToken RequestAborted => HttpContext.RequestAborted;

    /// <summary>
    /// Whether the request has been ended early, so that what would follow (the action, the after hook) does not run.
    /// </summary>
    public bool HasEnded { get; private set; }

    /// <summary>Adds text to the response. Nothing is sent before the action and its hooks are through.</summary>
    /// <param name="text">The text, sent as UTF-8; <see langword="null"/> adds nothing.</param>
    /// <exception cref="InvalidOperationException">The response has been sent: from a <c>Dispose</c>.</exception>
    public void Write(string? text) => Output.Write(text);

    /// <summary>Adds text to the response. Nothing is sent before the action and its hooks are through.</summary>
    /// <param name="utf8">The text as UTF-8 bytes.</param>
    /// <exception cref="InvalidOperationException">The response has been sent: from a <c>Dispose</c>.</exception>
    public void Write(ReadOnlySpan<byte> utf8) => Output.Write(utf8);

    /// <summary>Sends the client to another address, and ends the request: what would follow does not run.</summary>
    /// <remarks>
    /// The body of the response is a link to the address, for people and for clients that do not follow, and then what had
    /// been written before; its content type is <c>text/html; charset=utf-8</c> when nothing had been.
    /// See <see href="https://www.rfc-editor.org/rfc/rfc9110#name-redirection-3xx">RFC 9110, section 15.4</see>.
    /// </remarks>
    /// <param name="url">The address, absolute or relative. Characters outside ASCII are percent-encoded.</param>
    /// <param name="statusCode">301, 302 (found, the default), 303, 307 or 308.</param>
    /// <exception cref="ArgumentException"><paramref name="url"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is not one of a redirect.</exception>
    /// <exception cref="InvalidOperationException">The response has already started.</exception>
    public void Redirect(string url, int statusCode = StatusCodes.Status302Found)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        if (!Redirection.IsRedirect(statusCode))
        {
            throw new ArgumentOutOfRangeException(nameof(statusCode), statusCode, "A redirect has the status 301, 302, 303, 307 or 308.");
        }

        Response.StatusCode = statusCode;
        Response.Headers.Location = Redirection.EncodeLocation(url);
        End();
    }

    /// <summary>Ends the request: what would follow (the action, the after hook) does not run. What has been written is sent.</summary>
    public void End() => HasEnded = true;

    internal ref OutputBuffer Output
    {
        get
        {
            _ = HttpContext;
            return ref _output;
        }
    }

    internal void Attach(HttpContext httpContext) => _httpContext = httpContext;

    internal void ReleaseOutput() => _output.Release();
}
