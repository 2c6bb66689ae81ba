using System.ComponentModel.DataAnnotations;

namespace Bookshop.Orders;

/// <summary>What a client sends.</summary>
internal sealed record OrderDraft([Required] IReadOnlyList<OrderLine> Lines) : IValidatableObject
{
    /// <summary>In JSON, null may stand anywhere.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Lines
        .Select((line, i) => (line, i))
        .Where(one => one.line is null)
        .Select(one => new ValidationResult("A line is required.", [FormattableString.Invariant($"{nameof(Lines)}[{one.i}]")]));
}

internal sealed record OrderLine(int Book, [Range(1, 99)] int Count);

internal sealed record Order(int Id, string Buyer, IReadOnlyList<OrderLine> Lines, decimal Total);

/// <summary>What a client gets: an order, and where everything about it is.</summary>
internal sealed record OrderPage(Order Order, OrderLinks Links);

internal sealed record OrderLinks(string Self, string Invoice, IReadOnlyList<string> Books);
