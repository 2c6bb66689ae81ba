using System.Buffers;
using System.ComponentModel;
using System.Text;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>The lifetime of a context, from its creation until its text is sent. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ActionScope : IDisposable
{
    private readonly RequestContext _context;

    /// <summary>Attaches a context to its request.</summary>
    /// <param name="context">The new context.</param>
    /// <param name="httpContext">The request.</param>
    public ActionScope(RequestContext context, HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(httpContext);
        context.Attach(httpContext);
        _context = context;
    }

    /// <summary>Executes a result between the text of the before hook and the text of the after hook.</summary>
    /// <param name="result">The value of the action.</param>
    /// <param name="moreFollows">True when an after hook may add to the body.</param>
    /// <returns>A task. A result that sets a 3xx status ends the request.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public async Task ExecuteAsync(IResult? result, bool moreFollows)
    {
        if (_context.HasEnded)
        {
            // The action redirected or ended the request itself: its value is not the response.
            return;
        }

        var httpContext = _context.HttpContext;
        var response = httpContext.Response;
        result = Unwrap(ActionResponse.NotNull(httpContext, result));

        if (MayHaveBody(result))
        {
            var textBefore = !_context.Output.IsEmpty;
            if ((textBefore || moreFollows) && !response.HasStarted)
            {
                response.OnStarting(textBefore ? BecomeText : DropContentLength, response);
            }

            if (textBefore && response.HasStarted)
            {
                response.BodyWriter.Write(_context.Output.Written);
                _context.Output.Clear();
            }
            else if (textBefore)
            {
                await PrefixedBody.ExecuteAsync(result, _context);
                EndIfRedirected(response);
                return;
            }
        }

        await result.ExecuteAsync(httpContext);
        EndIfRedirected(response);
    }

    private void EndIfRedirected(HttpResponse response)
    {
        if (response.StatusCode is >= 300 and < 400)
        {
            _context.End();
        }
    }

    /// <summary>Sends the text of the hooks and the action, with its length when nothing has been sent before.</summary>
    /// <returns>A task that completes when the text is written.</returns>
    public async ValueTask SendAsync()
    {
        var response = _context.Response;
        if (!ActionResponse.AllowsBody(response.StatusCode))
        {
            return;
        }

        if (!response.HasStarted)
        {
            var link = Redirection.Link(response);
            if (link is null && _context.Output.IsEmpty)
            {
                return;
            }

            var isHtml = link is not null && _context.Output.IsEmpty;
            response.ContentType ??= isHtml ? "text/html; charset=utf-8" : ActionResponse.PlainText;
            BodyLength.Declare(response, _context.Output.Length + (link is null ? 0 : Encoding.UTF8.GetByteCount(link)));
            await response.StartAsync();
            if (link is not null)
            {
                Encoding.UTF8.GetBytes(link, response.BodyWriter);
            }
        }

        if (EncodedBody.Has(response))
        {
            await response.Body.WriteAsync(_context.Output.WrittenMemory);
            return;
        }

        if (!_context.Output.IsEmpty)
        {
            response.BodyWriter.Write(_context.Output.Written);
        }

        await response.BodyWriter.FlushAsync();
    }

    /// <summary>Returns the context's buffer to the pool.</summary>
    public void Dispose() => _context.ReleaseOutput();

    /// <summary>Runs after the result has set its headers: its length is not the length of the response.</summary>
    private static Task DropContentLength(object response)
    {
        ((HttpResponse)response).ContentLength = null;
        return Task.CompletedTask;
    }

    /// <summary>Runs after a result that may have no body and no content type, when text was written before it.</summary>
    private static Task BecomeText(object response)
    {
        ((HttpResponse)response).ContentType ??= ActionResponse.PlainText;
        return DropContentLength(response);
    }

    /// <summary>Returns the result inside <c>Results&lt;...&gt;</c>, which has no status of its own.</summary>
    private static IResult Unwrap(IResult result)
    {
        while (result is INestedHttpResult nested)
        {
            result = nested.Result;
        }

        return result;
    }

    /// <summary>True when text may precede the body of a result.</summary>
    /// <remarks>
    /// The body of a redirect comes first, and a 204 has none. A result that does not declare its status is assumed to have a body.
    /// </remarks>
    private static bool MayHaveBody(IResult result) => result switch
    {
        Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult => false,
        Microsoft.AspNetCore.Http.HttpResults.RedirectToRouteHttpResult => false,
        IStatusCodeHttpResult { StatusCode: { } status } => ActionResponse.AllowsBody(status) && status is < 300 or >= 400,
        _ => true,
    };
}
