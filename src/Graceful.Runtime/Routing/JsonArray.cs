using System.Buffers;
using System.Text.Json;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>Writes items as a JSON array while they come.</summary>
internal static class JsonArray
{
    public const string ContentType = "application/json; charset=utf-8";

    // As much as JsonSerializer collects before it flushes (JsonSerializerOptions.DefaultBufferSize).
    private const int FlushAt = 16 * 1024;

    /// <remarks>
    /// The response starts with the first item, so that an exception before it is still answered as one. What has been written
    /// is flushed whenever the next item is not there yet: the client has every item as soon as the server has.
    /// </remarks>
    public static async Task WriteAsync<T>(HttpContext httpContext, IAsyncEnumerable<T> items)
    {
        var type = JsonTypes.Of<T>(httpContext);
        var response = httpContext.Response;
        var aborted = httpContext.RequestAborted;
        try
        {
            await using var item = items.GetAsyncEnumerator(aborted);
            var isThere = await item.MoveNextAsync();
            response.ContentType ??= ContentType;
            var body = response.BodyWriter;
            body.Write("["u8);
            using var json = new Utf8JsonWriter(body, new JsonWriterOptions
            {
                Encoder = type.Options.Encoder,
                Indented = type.Options.WriteIndented,
                SkipValidation = true,
            });
            var unflushed = 0L;
            while (isThere)
            {
                JsonSerializer.Serialize(json, item.Current, type);
                json.Flush();
                unflushed += json.BytesCommitted;
                json.Reset();
                var next = item.MoveNextAsync();
                if (!next.IsCompleted || unflushed >= FlushAt)
                {
                    // Never throws: a client that has gone is told by the token, to the source of the items.
                    await body.FlushAsync(CancellationToken.None);
                    unflushed = 0;
                }

                isThere = await next;
                if (isThere)
                {
                    body.Write(","u8);
                }
            }

            body.Write("]"u8);
            await body.FlushAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // Nobody is left to read the rest.
        }
    }
}
