using System.ComponentModel;
using System.Text;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>Sends the value of an action that has no context. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ActionResponse
{
    internal const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Sends text with its length, encoded directly into the server's buffer.</summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="text">The body; <see langword="null"/> leaves the response empty, and so does a status such as 204.</param>
    /// <returns>A task that is completed unless the client reads too slowly.</returns>
    public static Task WriteAsync(HttpContext httpContext, string? text)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        if (text is null || !AllowsBody(response.StatusCode))
        {
            return Task.CompletedTask;
        }

        response.ContentType ??= PlainText;
        if (text.Length == 0)
        {
            return Task.CompletedTask;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        BodyLength.Declare(response, length);

        // After StartAsync, the body is encoded directly after the head; otherwise Kestrel buffers and copies it.
        var start = response.StartAsync();
        return start.IsCompletedSuccessfully ? Flush(httpContext, text, length) : Awaited(start, httpContext, text, length);

        static Task Flush(HttpContext httpContext, string text, int length)
        {
            var response = httpContext.Response;
            if (EncodedBody.Has(response))
            {
                return response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
            }

            var writer = response.BodyWriter;
            writer.Advance(Encoding.UTF8.GetBytes(text, writer.GetSpan(length)));
            var flush = writer.FlushAsync();
            if (flush.IsCompletedSuccessfully)
            {
                // Reading the result returns the pipe's value task source for reuse.
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
    /// <param name="result">The value of the action.</param>
    /// <returns>The task of the result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static Task ExecuteAsync(HttpContext httpContext, IResult? result)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return NotNull(httpContext, result).ExecuteAsync(httpContext);
    }

    /// <summary>False for a status whose response has no body (RFC 9110, 15).</summary>
    internal static bool AllowsBody(int statusCode) => statusCode is not (StatusCodes.Status204NoContent
        or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);

    internal static IResult NotNull(HttpContext httpContext, IResult? result) => result ?? throw new InvalidOperationException(
        $"The action {httpContext.GetEndpoint()?.DisplayName} returned null instead of an IResult. Return TypedResults.Ok() or " +
        "TypedResults.NoContent() for an empty response.");
}
