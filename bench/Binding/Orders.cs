using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Binding.Bench;

/// <summary>A body without annotations.</summary>
public sealed record Book(string Title, int Pages, decimal Price);

/// <summary>A body with valid annotations and nested objects.</summary>
public sealed class Order
{
    [Required, StringLength(100)] public string? Customer { get; set; }

    [Required] public Address? Address { get; set; }

    [Required, MinLength(1), MaxLength(10)] public List<Line>? Lines { get; set; }
}

public sealed class Address
{
    [Required, StringLength(100, MinimumLength = 2)] public string? Street { get; set; }

    [Required, StringLength(50)] public string? City { get; set; }
}

public sealed class Line
{
    [Required] public string? Book { get; set; }

    [Range(1, 99)] public int Quantity { get; set; }
}

/// <summary>The same without annotations.</summary>
public sealed class PlainOrder
{
    public string? Customer { get; set; }

    public PlainAddress? Address { get; set; }

    public List<PlainLine>? Lines { get; set; }
}

public sealed class PlainAddress
{
    public string? Street { get; set; }

    public string? City { get; set; }
}

public sealed class PlainLine
{
    public string? Book { get; set; }

    public int Quantity { get; set; }
}

/// <summary>Values of the query.</summary>
public sealed record Paging(int Page, int Size, string Sort, bool Descending);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Book))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(PlainOrder))]
internal sealed partial class BenchJson : JsonSerializerContext;
