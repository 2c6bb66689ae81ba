using Graceful.Routing;
using Microsoft.AspNetCore.Http;

namespace Graceful;

/// <summary>The state that an action and its hooks share: the request, the response, and the text written so far.</summary>
/// <remarks>
/// <para>
/// The context is created only for requests whose action or hook has such a parameter. Derive from it to pass your own state from hook to
/// action: the constructor of the derived class may take services. A context that is <see cref="IAsyncDisposable"/> or
/// <see cref="IDisposable"/> is disposed at the end of the request, after the controller, and also after an exception or a
/// redirect.
/// </para>
/// <para>
/// Text written with <see cref="Write(string)"/> is buffered and sent at the end with its <c>Content-Length</c>, as
/// <c>text/plain; charset=utf-8</c> unless another content type has been set. Bytes written to <see cref="HttpResponse.Body"/>
/// are sent at once, before that text. When the action returns a result with a body of its own, the text written before is sent first,
/// without <c>Content-Length</c>.
/// </para>
/// </remarks>
public class RequestContext
{
    private HttpContext? _httpContext;
    private OutputBuffer _output;

    /// <summary>Gets the request and its response.</summary>
    /// <exception cref="InvalidOperationException">Read in the constructor, where the request is not known yet.</exception>
    public HttpContext HttpContext => _httpContext ?? throw new InvalidOperationException(
        $"The request of {GetType()} is not known in its constructor. Use it in hooks and actions, or take the services you need " +
        "as constructor parameters.");

    /// <summary>Gets the request.</summary>
    public HttpRequest Request => HttpContext.Request;

    /// <summary>Gets the response.</summary>
    public HttpResponse Response => HttpContext.Response;

    /// <summary>Gets the services of this request.</summary>
    public IServiceProvider Services => HttpContext.RequestServices;

    /// <summary>Gets a token that is cancelled when the client closes the connection.</summary>
    public CancellationToken RequestAborted => HttpContext.RequestAborted;

    /// <summary>True when the request was ended early: the action or the after hook that would follow does not run.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Adds text to the response. It is sent when the action and its hooks have completed.</summary>
    /// <param name="text">The text, sent as UTF-8; <see langword="null"/> adds nothing.</param>
    /// <exception cref="InvalidOperationException">The response has been sent: called from a <c>Dispose</c>.</exception>
    public void Write(string? text) => Output.Write(text);

    /// <summary>Adds text to the response. It is sent when the action and its hooks have completed.</summary>
    /// <param name="utf8">The text as UTF-8 bytes.</param>
    /// <exception cref="InvalidOperationException">The response has been sent: called from a <c>Dispose</c>.</exception>
    public void Write(ReadOnlySpan<byte> utf8) => Output.Write(utf8);

    /// <summary>Redirects the client to another address, and ends the request: the action or hook that would follow does not run.</summary>
    /// <remarks>
    /// The body of the response is a link to the address, for clients that do not follow redirects, and then the text written so
    /// far. Without such text its content type is <c>text/html; charset=utf-8</c>.
    /// See <see href="https://www.rfc-editor.org/rfc/rfc9110#name-redirection-3xx">RFC 9110, section 15.4</see>.
    /// </remarks>
    /// <param name="url">The address, absolute or relative. Characters outside ASCII are percent-encoded.</param>
    /// <param name="statusCode">301, 302 (found, the default), 303, 307 or 308.</param>
    /// <exception cref="ArgumentException"><paramref name="url"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is not a redirect.</exception>
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

    /// <summary>Ends the request: the action or hook that would follow does not run. The text written so far is sent.</summary>
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
