namespace Bookshop.Suppliers;

/// <summary>A supplier of books.</summary>
/// <param name="Id">The number.</param>
/// <param name="Name">The name.</param>
/// <param name="Country">Its country.</param>
public sealed record Supplier(int Id, string Name, Country Country);

/// <summary>The country of a supplier.</summary>
public enum Country
{
    /// <summary>Great Britain.</summary>
    Britain,

    /// <summary>France.</summary>
    France,
}
