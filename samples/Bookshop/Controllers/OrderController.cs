using System.Globalization;
using System.Security.Claims;
using System.Text;
using Bookshop.Catalog;
using Bookshop.Orders;
using Graceful;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bookshop.Controllers;

/// <summary>The orders of the current user: <c>/orders</c>.</summary>
[Controller("orders"), Authorize]
internal sealed class OrderController(OrderBook orders, Shelf shelf)
{
    private static readonly string[] NoSuchBook = ["There is no such book."];

    [Get("")]
    public IEnumerable<OrderPage> List(ClaimsPrincipal user, HttpRequest request) =>
        orders.Of(user.Identity!.Name!).Select(order => Page(order, request));

    [Get("{id:int}")]
    public Results<Ok<OrderPage>, NotFound> Show(int id, ClaimsPrincipal user, HttpRequest request) =>
        orders.Find(id, user.Identity!.Name!) is { } order ? TypedResults.Ok(Page(order, request)) : TypedResults.NotFound();

    [Post("")]
    public Results<Created<OrderPage>, ValidationProblem> Place(OrderDraft draft, ClaimsPrincipal user, HttpRequest request)
    {
        var missing = draft.Lines.Select((line, i) => (line.Book, i)).Where(line => shelf.Find(line.Book) is null).ToArray();
        if (missing.Length > 0)
        {
            return TypedResults.ValidationProblem(missing.ToDictionary(
                line => FormattableString.Invariant($"lines[{line.i}].book"), line => NoSuchBook));
        }

        var total = draft.Lines.Sum(line => line.Count * shelf.Find(line.Book)!.Price);
        var page = Page(orders.Place(user.Identity!.Name!, draft.Lines, total), request);
        return TypedResults.Created(page.Links.Self, page);
    }

    /// <summary>Browsers do not send the key header automatically, so no antiforgery token is needed.</summary>
    [Post("form"), RequireAntiforgeryToken(required: false)]
    public Results<Created<OrderPage>, ValidationProblem> PlaceForm([FromForm] OrderForm form, ClaimsPrincipal user, HttpRequest request) =>
        Place(new OrderDraft(form.Lines), user, request);

    /// <summary>A file download.</summary>
    [Get("{id:int}/invoice.txt")]
    public Results<FileContentHttpResult, NotFound> Invoice(int id, ClaimsPrincipal user)
    {
        if (orders.Find(id, user.Identity!.Name!) is not { } order)
        {
            return TypedResults.NotFound();
        }

        var text = new StringBuilder();
        foreach (var line in order.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Count} x {shelf.Find(line.Book)?.Title}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{order.Total:0.00}\n");
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/plain; charset=utf-8", $"invoice-{order.Id}.txt");
    }

    /// <summary>A link begins at the root of the app: prepend the path base that a proxy or UsePathBase has removed.</summary>
    private static OrderPage Page(Order order, HttpRequest request) => new(order, new OrderLinks(
        request.PathBase + Links.Order.Show(order.Id),
        request.PathBase + Links.Order.Invoice(order.Id),
        [.. order.Lines.Select(line => request.PathBase + Links.Book.Show(line.Book))]));
}
