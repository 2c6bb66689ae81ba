using Graceful.Routing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Graceful.Mvc;

/// <summary>Sets the limit of the request body: the filter of <see cref="RequestSizeLimitAttribute"/> and its opposite.</summary>
/// <remarks>The attributes are also metadata of the endpoint, which routing reads. Among <c>MvcOptions.Filters</c> they are not.</remarks>
internal sealed class RequestSizeFilter(long? limit) : IAuthorizationFilter, IRequestSizePolicy
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.IsEffectivePolicy<IRequestSizePolicy>(this))
        {
            BodySizeLimit.Apply(context.HttpContext, limit);
        }
    }
}

/// <summary>Sets the limits of the form: the filter of <see cref="RequestFormLimitsAttribute"/>.</summary>
internal sealed class RequestFormLimitsFilter(RequestFormLimitsAttribute limits) : IAuthorizationFilter, IRequestFormLimitsPolicy
{
    private readonly FormOptions _options = new()
    {
        BufferBody = limits.BufferBody,
        BufferBodyLengthLimit = limits.BufferBodyLengthLimit,
        KeyLengthLimit = limits.KeyLengthLimit,
        MemoryBufferThreshold = limits.MemoryBufferThreshold,
        MultipartBodyLengthLimit = limits.MultipartBodyLengthLimit,
        MultipartBoundaryLengthLimit = limits.MultipartBoundaryLengthLimit,
        MultipartHeadersCountLimit = limits.MultipartHeadersCountLimit,
        MultipartHeadersLengthLimit = limits.MultipartHeadersLengthLimit,
        ValueCountLimit = limits.ValueCountLimit,
        ValueLengthLimit = limits.ValueLengthLimit,
    };

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var features = context.HttpContext.Features;

        // A form that has been read keeps its limits.
        if (context.IsEffectivePolicy<IRequestFormLimitsPolicy>(this) && features.Get<IFormFeature>()?.Form is null)
        {
            features.Set<IFormFeature>(new FormFeature(context.HttpContext.Request, _options));
        }
    }
}
