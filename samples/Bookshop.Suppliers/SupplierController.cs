using Graceful;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bookshop.Suppliers;

/// <summary>The suppliers: <c>/suppliers</c>, in every app that references this library.</summary>
/// <param name="directory">The suppliers.</param>
[Controller("suppliers")]
public sealed class SupplierController(SupplierDirectory directory)
{
    /// <summary>Lists all suppliers, or those of the given countries.</summary>
    /// <param name="country">The countries.</param>
    /// <returns>The suppliers.</returns>
    [Get("")]
    public IEnumerable<Supplier> List(Country[]? country) =>
        directory.All.Where(supplier => country is null || country.Contains(supplier.Country));

    /// <summary>Returns one supplier.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>The supplier.</returns>
    [Get("{id:int}")]
    public Results<Ok<Supplier>, NotFound> Show(int id) =>
        directory.Find(id) is { } supplier ? TypedResults.Ok(supplier) : TypedResults.NotFound();

    /// <summary>Finds a supplier by name, which may contain a slash.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>A redirect to the supplier.</returns>
    [Get("by-name/{name}")]
    public Results<RedirectHttpResult, NotFound> ByName([DecodeSlashes] string name) =>
        directory.All.FirstOrDefault(supplier => supplier.Name == name) is { } supplier
        ? TypedResults.Redirect(Links.Supplier.Show(supplier.Id))
        : TypedResults.NotFound();
}
