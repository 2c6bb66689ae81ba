namespace Bookshop.Suppliers;

/// <summary>Who brings the books.</summary>
/// <param name="Id">The number.</param>
/// <param name="Name">The name.</param>
/// <param name="Country">Where it is.</param>
public sealed record Supplier(int Id, string Name, Country Country);

/// <summary>Where a supplier is.</summary>
public enum Country
{
    /// <summary>Great Britain.</summary>
    Britain,

    /// <summary>France.</summary>
    France,
}
