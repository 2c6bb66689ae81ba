using Microsoft.Extensions.DependencyInjection;

namespace Bookshop.Suppliers;

/// <summary>The suppliers, in memory.</summary>
public sealed class SupplierDirectory
{
    private readonly Supplier[] _suppliers =
    [
        new(1, "Paper & Sons", Country.Britain), new(2, "Encre/Rouge", Country.France), new(3, "Ink", Country.Britain),
    ];

    /// <summary>All suppliers.</summary>
    public IReadOnlyList<Supplier> All => _suppliers;

    /// <summary>The number of lookups.</summary>
    public int Lookups { get; private set; }

    /// <summary>Returns the supplier with the number.</summary>
    /// <param name="id">The number.</param>
    /// <returns>The supplier, or null.</returns>
    public Supplier? Find(int id)
    {
        Lookups++;
        return Array.Find(_suppliers, supplier => supplier.Id == id);
    }
}

/// <summary>Registers the services of this library.</summary>
public static class SupplierServices
{
    /// <summary>Adds the directory of suppliers.</summary>
    /// <param name="services">The services of the app.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddSuppliers(this IServiceCollection services) => services.AddSingleton<SupplierDirectory>();
}
