using System.Buffers;
using System.Text.Json;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>Writes items as a JSON array as they become available.</summary>
internal static class JsonArray
{
    public const string ContentType = "application/json; charset=utf-8";

    // The threshold of JsonSerializer (JsonSerializerOptions.DefaultBufferSize).
    private const int FlushAt = 16 * 1024;

    /// <remarks>
    /// The response starts with the first flush, so that an exception before it still becomes an error response. The body is flushed
    /// whenever the next item is not available yet: the client gets every item as soon as the server has it.
    /// </remarks>
    public static async Task WriteAsync<T>(HttpContext httpContext, IAsyncEnumerable<T> items)
    {
        var type = JsonTypes.Of<T>(httpContext);
        var response = httpContext.Response;
        var aborted = httpContext.RequestAborted;
        JsonBody? body = null;
        try
        {
            await using var item = items.GetAsyncEnumerator(aborted);
            var hasItem = await item.MoveNextAsync();
            response.ContentType ??= ContentType;
            body = JsonBody.Rent(response, isKept: false);
            body.Write("["u8);
            using var json = new Utf8JsonWriter(body, new JsonWriterOptions
            {
                Encoder = type.Options.Encoder,
                Indented = type.Options.WriteIndented,
                SkipValidation = true,
            });
            var unflushed = 0L;
            while (hasItem)
            {
                JsonSerializer.Serialize(json, item.Current, type);
                json.Flush();
                unflushed += json.BytesCommitted;
                json.Reset();
                var next = item.MoveNextAsync();
                if (!next.IsCompleted || unflushed >= FlushAt)
                {
                    // No token: the enumerator learns from its token that the client has closed the connection.
                    await body.FlushAsync(CancellationToken.None);
                    unflushed = 0;
                }

                hasItem = await next;
                if (hasItem)
                {
                    body.Write(","u8);
                }
            }

            body.Write("]"u8);
            await body.FlushAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The client has closed the connection.
        }
        finally
        {
            body?.Return();
        }
    }
}
