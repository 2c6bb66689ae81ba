using System.Collections.Concurrent;

namespace Bookshop.Catalog;

/// <summary>The pictures on the books, in memory.</summary>
internal sealed class CoverStore
{
    private readonly ConcurrentDictionary<int, Cover> _covers = new();

    public Cover? Find(int book) => _covers.GetValueOrDefault(book);

    public async Task<Cover> PutAsync(int book, IFormFile file, string? caption, CancellationToken aborted)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, aborted);
        return _covers[book] = new Cover(content.ToArray(), file.ContentType, caption);
    }
}

internal sealed record Cover(byte[] Content, string ContentType, string? Caption);
