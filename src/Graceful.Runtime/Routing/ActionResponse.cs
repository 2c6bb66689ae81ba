using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>Sends what an action without a context returned. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ActionResponse
{
    internal const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Sends text with its length, straight into the server's buffer.</summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="text">The body; <see langword="null"/> leaves the response empty.</param>
    /// <returns>A task that has completed already, unless the client reads too slowly.</returns>
    public static Task WriteAsync(HttpContext httpContext, string? text)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (text is null)
        {
            return Task.CompletedTask;
        }

        var response = httpContext.Response;
        response.ContentType ??= PlainText;
        if (text.Length == 0)
        {
            return Task.CompletedTask;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        response.ContentLength ??= length;

        // Started first, the body is encoded right behind the head; else Kestrel would collect it aside and copy it.
        var start = response.StartAsync();
        return start.IsCompletedSuccessfully ? Flush(httpContext, text, length) : Awaited(start, httpContext, text, length);

        static Task Flush(HttpContext httpContext, string text, int length)
        {
            var writer = httpContext.Response.BodyWriter;
            writer.Advance(Encoding.UTF8.GetBytes(text, writer.GetSpan(length)));
            var flush = writer.FlushAsync();
            if (flush.IsCompletedSuccessfully)
            {
                // Observed, so that the pipe may use its source again.
                _ = flush.Result;
                return Task.CompletedTask;
            }

            return flush.AsTask();
        }

        static async Task Awaited(Task start, HttpContext httpContext, string text, int length)
        {
            await start;
            await Flush(httpContext, text, length);
        }
    }

    /// <summary>Executes a result.</summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="result">What the action returned.</param>
    /// <returns>The execution of the result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static Task ExecuteAsync(HttpContext httpContext, IResult? result)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return NotNull(httpContext, result).ExecuteAsync(httpContext);
    }

    internal static IResult NotNull(HttpContext httpContext, IResult? result) => result ?? throw new InvalidOperationException(
        $"The action {httpContext.GetEndpoint()?.DisplayName} returned null instead of an IResult. Return TypedResults.Ok() or TypedResults.NoContent() for an empty response.");
}
