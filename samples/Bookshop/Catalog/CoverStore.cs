using System.Collections.Concurrent;
using Microsoft.Net.Http.Headers;

namespace Bookshop.Catalog;

/// <summary>The cover pictures, in memory.</summary>
internal sealed class CoverStore
{
    private readonly ConcurrentDictionary<int, Cover> _covers = new();

    public Cover? Find(int book) => _covers.GetValueOrDefault(book);

    public async Task<Cover> PutAsync(int book, IFormFile file, string? caption, CancellationToken aborted)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, aborted);

        // The content type is sent back as a header: a value that is not valid there is dropped.
        var type = MediaTypeHeaderValue.TryParse(file.ContentType, out var parsed)
            ? parsed.MediaType.ToString()
            : "application/octet-stream";
        return _covers[book] = new Cover(content.ToArray(), type, caption);
    }
}

internal sealed record Cover(byte[] Content, string ContentType, string? Caption);
