using Graceful.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Graceful.Mvc;

/// <summary>The value of an action. Filters see an <see cref="ObjectResult"/>; without filters, none is created.</summary>
internal abstract class DeclaredValue : IActionResult
{
    /// <summary>Returns what a filter sees in its context.</summary>
    public static IActionResult ForFilters(IActionResult result) => result is DeclaredValue value ? value.ToObjectResult() : result;

    public abstract Task ExecuteResultAsync(ActionContext context);

    protected abstract ObjectResult ToObjectResult();
}

/// <summary>The value of an action that declares its type.</summary>
/// <typeparam name="T">The declared type.</typeparam>
/// <param name="value">The value.</param>
/// <param name="statusCode">The status; null leaves that of the response.</param>
internal sealed class DeclaredValue<T>(T value, int? statusCode = null) : DeclaredValue
{
    public override Task ExecuteResultAsync(ActionContext context)
    {
        var httpContext = context.HttpContext;
        var services = MvcServices.Of(httpContext);
        if (services.Executors.HasDefaultFormatters)
        {
            if (value is string text)
            {
                if (Negotiation.SelectsText(httpContext))
                {
                    SetStatus(httpContext);
                    return ActionResponse.WriteAsync(httpContext, text);
                }
            }
            else if (typeof(T) != typeof(object) && value is not (null or Stream or ProblemDetails) && Negotiation.SelectsJson(httpContext))
            {
                SetStatus(httpContext);
                httpContext.Response.ContentType = MvcResults.JsonContentType;
                return services.Json.WriteAsync(httpContext, value);
            }
        }

        return MvcResults.ExecuteAsync(context, ToObjectResult());
    }

    protected override ObjectResult ToObjectResult() => new(value) { DeclaredType = typeof(T), StatusCode = statusCode };

    private void SetStatus(HttpContext httpContext)
    {
        if (statusCode is { } status)
        {
            httpContext.Response.StatusCode = status;
        }
    }
}
