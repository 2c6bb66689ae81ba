using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Graceful.Mvc;

/// <summary>Creates the filters of MVC's attributes whose classes are internal services that <c>AddControllers()</c> adds.</summary>
internal static class FrameworkFilters
{
    /// <summary>Returns the filter of an attribute; null for other filters.</summary>
    /// <remarks>A filter for each attribute: of those with one policy, only the filter that is nearest to the action applies.</remarks>
    public static IFilterMetadata? Of(IFilterMetadata attribute) => attribute switch
    {
        ValidateAntiForgeryTokenAttribute => new AntiforgeryTokenFilter(allowsSafeMethods: false),
        AutoValidateAntiforgeryTokenAttribute => new AntiforgeryTokenFilter(allowsSafeMethods: true),
        RequestSizeLimitAttribute or DisableRequestSizeLimitAttribute =>
            new RequestSizeFilter(((IRequestSizeLimitMetadata)attribute).MaxRequestBodySize),
        RequestFormLimitsAttribute limits => new RequestFormLimitsFilter(limits),
        _ => null,
    };
}
