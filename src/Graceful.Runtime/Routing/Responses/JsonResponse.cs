using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>Sends a value as JSON, with its length unless it is large or has parts that are awaited.</summary>
internal static class JsonResponse
{
    /// <summary>Sends a value of a known type.</summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">How the app writes it.</param>
    /// <returns>Completes when the value is written, or the client has closed the connection.</returns>
    public static Task SendAsync<T>(HttpContext httpContext, T value, JsonTypeInfo<T> type) => SerializeAsync(
        httpContext,
        type,
        (value, type),
        static (body, it, aborted) => JsonSerializer.SerializeAsync(body, it.value, it.type, aborted));

    /// <summary>Sends a value whose type is known only at run time.</summary>
    /// <inheritdoc cref="SendAsync{T}"/>
    public static Task SendAsync(HttpContext httpContext, object? value, JsonTypeInfo type) => SerializeAsync(
        httpContext,
        type,
        (value, type),
        static (body, it, aborted) => JsonSerializer.SerializeAsync(body, it.value, it.type, aborted));

    /// <remarks>A status such as 204 has no body: nothing is written.</remarks>
    private static async Task SerializeAsync<TState>(
        HttpContext httpContext,
        JsonTypeInfo type,
        TState state,
        Func<JsonBody, TState, CancellationToken, Task> serialize)
    {
        if (!ActionResponse.AllowsBody(httpContext.Response.StatusCode))
        {
            return;
        }

        var aborted = httpContext.RequestAborted;
        var body = JsonBody.Rent(httpContext.Response, isKept: !AwaitedParts.In(type));
        var flushes = false;
        try
        {
            await serialize(body, state, aborted);
            flushes = await body.WriteToResponseAsync();
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The client has closed the connection.
        }
        finally
        {
            body.Return();
        }

        if (flushes)
        {
            // Without the body: a flush of HTTP/2 waits for its turn, and the next response on this thread takes the body meanwhile.
            await httpContext.Response.BodyWriter.FlushAsync();
        }
    }
}
