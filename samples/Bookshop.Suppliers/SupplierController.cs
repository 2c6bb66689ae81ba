using Graceful;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bookshop.Suppliers;

/// <summary>The suppliers: <c>/suppliers</c>, in every app that references this library.</summary>
/// <param name="directory">The suppliers.</param>
[Controller("suppliers")]
public sealed class SupplierController(SupplierDirectory directory)
{
    /// <summary>All, or those of one or several countries.</summary>
    /// <param name="country">The countries.</param>
    /// <returns>The suppliers.</returns>
    [Get("")]
    public IEnumerable<Supplier> List(Country[]? country) => directory.All.Where(supplier => country is null || country.Contains(supplier.Country));

    /// <summary>One of them.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>The supplier.</returns>
    [Get("{id:int}")]
    public Results<Ok<Supplier>, NotFound> Show(int id) => directory.Find(id) is { } supplier ? TypedResults.Ok(supplier) : TypedResults.NotFound();

    /// <summary>One of them by its name, which may hold a slash.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Sends the client to the supplier.</returns>
    [Get("by-name/{name}")]
    public Results<RedirectHttpResult, NotFound> ByName(string name) => directory.All.FirstOrDefault(supplier => supplier.Name == name) is { } supplier
        ? TypedResults.Redirect(Links.Supplier.Show(supplier.Id))
        : TypedResults.NotFound();
}
