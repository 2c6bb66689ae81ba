using System.ComponentModel.DataAnnotations;

namespace Bookshop.Orders;

/// <summary>The body of a request that places an order.</summary>
internal sealed record OrderDraft([Required] IReadOnlyList<OrderLine> Lines) : IValidatableObject
{
    /// <summary>JSON may contain null at any position.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Lines
        .Select((line, i) => (line, i))
        .Where(one => one.line is null)
        .Select(one => new ValidationResult("A line is required.", [FormattableString.Invariant($"{nameof(Lines)}[{one.i}]")]));
}

/// <summary>The same as a form: <c>lines[0].book=1&amp;lines[0].count=2</c>.</summary>
internal sealed class OrderForm
{
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];
}

internal sealed record OrderLine(int Book, [Range(1, 99)] int Count);

internal sealed record Order(int Id, string Buyer, IReadOnlyList<OrderLine> Lines, decimal Total);

/// <summary>The response: an order with its links.</summary>
internal sealed record OrderPage(Order Order, OrderLinks Links);

internal sealed record OrderLinks(string Self, string Invoice, IReadOnlyList<string> Books);
