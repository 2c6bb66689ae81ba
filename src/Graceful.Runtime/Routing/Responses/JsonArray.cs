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
            if (!ActionResponse.AllowsBody(response.StatusCode))
            {
                return;
            }

            response.ContentType ??= ContentType;
            body = JsonBody.Rent(response, isKept: false);

            // The writer separates the items, and indents them as the app has set it.
            using var json = new Utf8JsonWriter(body, new JsonWriterOptions
            {
                Encoder = type.Options.Encoder,
                Indented = type.Options.WriteIndented,
                IndentCharacter = type.Options.IndentCharacter,
                IndentSize = type.Options.IndentSize,
                NewLine = type.Options.NewLine,
                SkipValidation = true,
            });
            json.WriteStartArray();
            var flushed = 0L;
            while (hasItem)
            {
                JsonSerializer.Serialize(json, item.Current, type);
                json.Flush();
                var next = item.MoveNextAsync();
                if (!next.IsCompleted || json.BytesCommitted - flushed >= FlushAt)
                {
                    // No token: the enumerator learns from its token that the client has closed the connection.
                    await body.FlushAsync(CancellationToken.None);
                    flushed = json.BytesCommitted;
                }

                hasItem = await next;
            }

            json.WriteEndArray();
            json.Flush();
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
