using System.Buffers;
using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>
/// The time during which a context serves one request: from its creation, through hooks and action, until its text has been
/// sent. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ActionScope : IDisposable
{
    private readonly ActionContext _context;

    /// <summary>Gives the context its request.</summary>
    /// <param name="context">The context, just created.</param>
    /// <param name="httpContext">The request.</param>
    public ActionScope(ActionContext context, HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(httpContext);
        context.Attach(httpContext);
        _context = context;
    }

    /// <summary>Executes a result between what the before hook has written and what the after hook will write.</summary>
    /// <param name="result">What the action returned.</param>
    /// <param name="moreFollows">Whether an after hook may add to the body.</param>
    /// <returns>A task; when it has completed, a result that left a 3xx status has ended the request.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public async Task ExecuteAsync(IResult? result, bool moreFollows)
    {
        if (_context.HasEnded)
        {
            // The action redirected or ended the request itself: what it returns besides is not the response.
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

            if (textBefore)
            {
                response.BodyWriter.Write(_context.Output.Written);
                _context.Output.Clear();
            }
        }

        await result.ExecuteAsync(httpContext);
        if (response.StatusCode is >= 300 and < 400)
        {
            _context.End();
        }
    }

    /// <summary>Sends the text that the hooks and the action have written, with its length when nothing has been sent before.</summary>
    /// <returns>A task that completes when the text is with the server.</returns>
    public async ValueTask SendAsync()
    {
        var response = _context.Response;
        if (!AllowsBody(response.StatusCode))
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

            response.ContentType ??= link is not null && _context.Output.IsEmpty ? "text/html; charset=utf-8" : ActionResponse.PlainText;
            response.ContentLength ??= _context.Output.Length + (link is null ? 0 : Encoding.UTF8.GetByteCount(link));
            await response.StartAsync();
            if (link is not null)
            {
                Encoding.UTF8.GetBytes(link, response.BodyWriter);
            }
        }

        if (!_context.Output.IsEmpty)
        {
            response.BodyWriter.Write(_context.Output.Written);
        }

        await response.BodyWriter.FlushAsync();
    }

    /// <summary>Takes the buffer back from the context, whatever became of the request.</summary>
    public void Dispose() => _context.ReleaseOutput();

    /// <summary>Runs when the result has set its headers: its length is not that of the response any more.</summary>
    private static Task DropContentLength(object response)
    {
        ((HttpResponse)response).ContentLength = null;
        return Task.CompletedTask;
    }

    /// <summary>The same, for a result that may have no body and no content type, behind text that has been written.</summary>
    private static Task BecomeText(object response)
    {
        ((HttpResponse)response).ContentType ??= ActionResponse.PlainText;
        return DropContentLength(response);
    }

    /// <summary><c>Results&lt;...&gt;</c> and its like say only what they hold.</summary>
    private static IResult Unwrap(IResult result)
    {
        while (result is INestedHttpResult nested)
        {
            result = nested.Result;
        }

        return result;
    }

    /// <summary>
    /// Whether text may stand before the body of this result. A redirect's own body comes first, and a 204 has none. A result
    /// of the app's own that does not say its status beforehand is taken for one with a body.
    /// </summary>
    private static bool MayHaveBody(IResult result) => result switch
    {
        Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult => false,
        Microsoft.AspNetCore.Http.HttpResults.RedirectToRouteHttpResult => false,
        IStatusCodeHttpResult { StatusCode: { } status } => AllowsBody(status) && status is < 300 or >= 400,
        _ => true,
    };

    private static bool AllowsBody(int statusCode) => statusCode is not (204 or 205 or 304);
}
