using System.ComponentModel.DataAnnotations;

namespace Bookshop.Orders;

/// <summary>What a client sends.</summary>
internal sealed record OrderDraft([Required] IReadOnlyList<OrderLine> Lines);

internal sealed record OrderLine(int Book, [Range(1, 99)] int Count);

internal sealed record Order(int Id, string Buyer, IReadOnlyList<OrderLine> Lines, decimal Total);

/// <summary>What a client gets: an order, and where everything about it is.</summary>
internal sealed record OrderPage(Order Order, OrderLinks Links);

internal sealed record OrderLinks(string Self, string Invoice, IReadOnlyList<string> Books);
