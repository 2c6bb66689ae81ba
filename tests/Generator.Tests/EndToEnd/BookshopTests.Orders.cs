using System.Net;
using System.Text.Json.Nodes;
using Generator.Tests.Harness;

namespace Generator.Tests.EndToEnd;

/// <summary>Orders: who may see them, and links in headers and bodies that can be followed.</summary>
public abstract partial class BookshopTests
{
    [Fact]
    public async Task An_order_links_to_itself_and_its_books()
    {
        using var placed = await SendAsync(HttpMethod.Post, "/orders", "bob-key",
            Json("""{"lines":[{"book":1,"count":2},{"book":3,"count":1}]}"""));
        var page = JsonNode.Parse(await placed.Content.ReadAsStringAsync())!;
        var self = (string)page["links"]!["self"]!;

        Assert.Equal((HttpStatusCode.Created, self), (placed.StatusCode, placed.Headers.Location!.ToString()));
        Assert.Equal(24.25m, (decimal)page["order"]!["total"]!);
        Assert.Equal(["/books/1", "/books/3"], page["links"]!["books"]!.AsArray().Select(book => (string?)book));

        using var shown = await SendAsync(HttpMethod.Get, self, "bob-key");
        using var others = await SendAsync(HttpMethod.Get, self, "ann-key");
        using var nobodys = await SendAsync(HttpMethod.Get, self, key: null);
        Assert.Equal(page.ToJsonString(), JsonNode.Parse(await shown.Content.ReadAsStringAsync())!.ToJsonString());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Unauthorized), (others.StatusCode, nobodys.StatusCode));

        using var all = await SendAsync(HttpMethod.Get, "/orders", "bob-key");
        Assert.Contains(JsonNode.Parse(await all.Content.ReadAsStringAsync())!.AsArray(), one => (string?)one!["links"]!["self"] == self);
    }

    [Fact]
    public async Task An_invoice_is_a_file()
    {
        using var placed = await SendAsync(HttpMethod.Post, "/orders", "ann-key", Json("""{"lines":[{"book":2,"count":3}]}"""));
        var invoice = (string)JsonNode.Parse(await placed.Content.ReadAsStringAsync())!["links"]!["invoice"]!;
        using var file = await SendAsync(HttpMethod.Get, invoice, "ann-key");

        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("3 x Frankenstein\n18.00\n", await file.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_order_comes_as_a_form_too()
    {
        using var form = new FormUrlEncodedContent([new("lines[0].book", "1"), new("lines[0].count", "2"), new("lines[1].book", "3"),
            new("Lines[1].Count", "1")]);
        using var placed = await SendAsync(HttpMethod.Post, "/orders/form", "bob-key", form);
        Assert.Equal((HttpStatusCode.Created, 24.25m),
            (placed.StatusCode, (decimal)JsonNode.Parse(await placed.Content.ReadAsStringAsync())!["order"]!["total"]!));

        using var wrong = new FormUrlEncodedContent([new("lines[0].book", "1"), new("lines[0].count", "100"), new("lines[1].book", "x")]);
        using var refused = await SendAsync(HttpMethod.Post, "/orders/form", "bob-key", wrong);
        Assert.Equal(
            ["Lines[1].Book: The value 'x' is not valid.", "Lines[1].Count: A value is required.",
                "Lines[0].Count: The field Count must be between 1 and 99."],
            await Problem.ErrorsAsync(refused, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task An_order_of_books_that_are_not_there_is_refused()
    {
        using var response = await SendAsync(HttpMethod.Post, "/orders", "bob-key",
            Json("""{"lines":[{"book":1,"count":2},{"book":4711,"count":1}]}"""));

        Assert.Equal(["lines[1].book: There is no such book."], await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }
}
