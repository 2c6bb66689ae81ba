using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Bookshop.Catalog;

/// <summary>The books, in memory.</summary>
internal sealed class Shelf
{
    private readonly ConcurrentDictionary<int, Book> _books = new();
    private int _last;

    public Shelf()
    {
        Add("9780141439587", "Emma", Genre.Novel, 8.50m);
        Add("9780199535668", "Frankenstein", Genre.Novel, 6.00m);
        Add("9780199536887", "Lyrical Ballads", Genre.Poetry, 7.25m);
    }

    public Book? Find(int id) => _books.GetValueOrDefault(id);

    public Book? Find(Isbn isbn) => _books.Values.FirstOrDefault(book => book.Isbn == isbn);

    public IEnumerable<Book> All => _books.Values.OrderBy(book => book.Id);

    public Book Add(string isbn, string title, Genre genre, decimal price)
    {
        var book = new Book(Interlocked.Increment(ref _last), Isbn.Parse(isbn, culture: null), title, genre, price);
        _books[book.Id] = book;
        return book;
    }

    public bool Remove(int id) => _books.TryRemove(id, out _);

    /// <summary>Returns the books one after the other, as a slow source would.</summary>
    public async IAsyncEnumerable<Book> ReadAllAsync([EnumeratorCancellation] CancellationToken aborted)
    {
        foreach (var book in All)
        {
            aborted.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return book;
        }
    }
}
