using System.ComponentModel.DataAnnotations;
using Bookshop.Access;
using Bookshop.Catalog;
using Graceful;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bookshop.Controllers;

/// <summary>The books: <c>/books</c>.</summary>
[Controller("books"), Filter<TimingFilter>]
internal sealed class BookController(Shelf shelf)
{
    [Get("{id:int}")]
    public Results<Ok<Book>, NotFound> Show(int id) => shelf.Find(id) is { } book ? TypedResults.Ok(book) : TypedResults.NotFound();

    [Get("isbn/{isbn}")]
    public Book? ByIsbn(Isbn isbn) => shelf.Find(isbn);

    [Get("")]
    public IEnumerable<Book> Search([AsParameters] BookSearch search) => shelf.All
        .Where(book => search.Title is null || book.Title.Contains(search.Title, StringComparison.OrdinalIgnoreCase))
        .Where(book => search.Genres is null || search.Genres.Contains(book.Genre))
        .Where(book => search.Cheaper is null || book.Price < search.Cheaper)
        .Skip((search.Page - 1) * search.Size)
        .Take(search.Size);

    [Get("count")]
    public int Count() => shelf.All.Count();

    [Get("stream")]
    public IAsyncEnumerable<Book> Stream(CancellationToken aborted) => shelf.ReadAllAsync(aborted);

    [Post(""), Authorize(Policy = ApiKey.Staff)]
    public Results<Created<Book>, ValidationProblem> Add(BookDraft draft)
    {
        if (!Isbn.TryParse(draft.Isbn, culture: null, out _))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["isbn"] = ["An ISBN has thirteen digits, of which the last checks the others."],
            });
        }

        var book = shelf.Add(draft.Isbn, draft.Title, draft.Genre, draft.Price);
        return TypedResults.Created(Links.Book.Show(book.Id), book);
    }

    /// <summary>Redirects to the supplier of the book, which a controller of a library serves.</summary>
    [Get("{id:int}/supplier")]
    public Results<RedirectHttpResult, NotFound> Supplier(int id) => shelf.Find(id) is { } book
        ? TypedResults.Redirect(Links.Supplier.Show(book.Genre == Genre.Poetry ? 2 : 1))
        : TypedResults.NotFound();

    [Delete("{id:int}"), Authorize(Policy = ApiKey.Staff)]
    public Results<NoContent, NotFound> Remove(int id) => shelf.Remove(id) ? TypedResults.NoContent() : TypedResults.NotFound();
}

/// <param name="Title">Text that the title contains.</param>
/// <param name="Genres">Any of these: <c>?genre=novel&amp;genre=poetry</c>.</param>
/// <param name="Cheaper">The upper limit of the price.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Size">The number of books per page.</param>
internal sealed record BookSearch(
    [property: FromQuery(Name = "title")] string? Title,
    [property: FromQuery(Name = "genre")] Genre[]? Genres,
    [property: FromQuery(Name = "cheaper")] decimal? Cheaper,
    [property: FromQuery(Name = "page"), Range(1, 1000)] int Page = 1,
    [property: FromQuery(Name = "size"), Range(1, 100)] int Size = 20);
