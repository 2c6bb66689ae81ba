using System.Globalization;
using Graceful;
using Microsoft.AspNetCore.Authorization;

namespace Bookshop.Suppliers;

/// <summary>Statistics for the staff. Internal controllers of a library are served too.</summary>
[Controller("suppliers/statistics"), Authorize(Policy = "staff")]
internal sealed class StatisticsController(SupplierDirectory directory)
{
    [Get("")]
    public string Show() => string.Create(
        CultureInfo.InvariantCulture, $"{directory.All.Count} suppliers, {directory.Lookups} lookups\n");
}
