using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Graceful.Mvc;

/// <summary>Sends the results of MVC actions.</summary>
internal static class MvcResults
{
    internal const string JsonContentType = "application/json; charset=utf-8";

    /// <summary>Executes a result as MVC does after all filters.</summary>
    /// <remarks>A class of the app runs its own <see cref="IActionResult.ExecuteResultAsync"/>.</remarks>
    public static Task ExecuteAsync(ActionContext context, IActionResult result)
    {
        var services = MvcServices.Of(context.HttpContext);
        var executors = services.Executors;
        var type = result.GetType();
        return result switch
        {
            ObjectResult it when FrameworkResults.IsObject(type) => WriteAsync(context, it, services),
            ContentResult it when type == typeof(ContentResult) => executors.Content.ExecuteAsync(context, it),
            JsonResult it when type == typeof(JsonResult) => executors.Json.ExecuteAsync(context, it),
            FileContentResult it when type == typeof(FileContentResult) => executors.FileContent.ExecuteAsync(context, it),
            FileStreamResult it when type == typeof(FileStreamResult) => executors.FileStream.ExecuteAsync(context, it),
            PhysicalFileResult it when type == typeof(PhysicalFileResult) => executors.PhysicalFile.ExecuteAsync(context, it),
            VirtualFileResult it when type == typeof(VirtualFileResult) => executors.VirtualFile.ExecuteAsync(context, it),
            RedirectResult it when type == typeof(RedirectResult) => executors.Redirect.ExecuteAsync(context, it),
            LocalRedirectResult it when type == typeof(LocalRedirectResult) => executors.LocalRedirect.ExecuteAsync(context, it),
            RedirectToActionResult it when type == typeof(RedirectToActionResult) => executors.RedirectToAction.ExecuteAsync(context, it),
            RedirectToRouteResult it when type == typeof(RedirectToRouteResult) => executors.RedirectToRoute.ExecuteAsync(context, it),
            _ when FrameworkResults.NeedsNoExecutor(type) => result.ExecuteResultAsync(context),
            _ => MvcServiceProvider.ExecuteAsync(context, result, services),
        };
    }

    /// <summary>Sends the result or the value of an action.</summary>
    /// <typeparam name="T">The declared type of the value.</typeparam>
    public static Task WriteAsync<T>(ActionContext context, ActionResult<T> result) => result switch
    {
        { Result: { } own } => ExecuteAsync(context, own),
        { Value: IResult own } => own.ExecuteAsync(context.HttpContext),
        { Value: ProblemDetails { Status: { } status } } => WriteAsync(context, result.Value, status),
        _ => WriteAsync(context, result.Value, StatusCodes.Status200OK),
    };

    /// <summary>Sends the value of an action that declares its type, as MVC sends an <see cref="ObjectResult"/> with the value.</summary>
    /// <typeparam name="T">The declared type.</typeparam>
    /// <param name="context">The action.</param>
    /// <param name="value">The value.</param>
    /// <param name="statusCode">The status; null leaves that of the response.</param>
    public static Task WriteAsync<T>(ActionContext context, T value, int? statusCode = null)
    {
        var httpContext = context.HttpContext;
        var services = MvcServices.Of(httpContext);
        if (value is null or string or Stream or ProblemDetails || !services.Executors.WritesJson || !Negotiation.SelectsJson(httpContext))
        {
            return services.Executors.Object.ExecuteAsync(
                context, new ObjectResult(value) { DeclaredType = typeof(T), StatusCode = statusCode });
        }

        if (statusCode is { } status)
        {
            httpContext.Response.StatusCode = status;
        }

        httpContext.Response.ContentType = JsonContentType;
        return services.Json.WriteAsync(httpContext, value);
    }

    private static Task WriteAsync(ActionContext context, ObjectResult result, MvcServices services)
    {
        FrameworkResults.SetUrlHelper(context, result, services.UrlHelpers);
        if (result.Value is null or string or Stream or ProblemDetails || !services.Executors.WritesJson ||
            result.ContentTypes.Count > 0 || result.Formatters.Count > 0 || !Negotiation.SelectsJson(context.HttpContext))
        {
            return services.Executors.Object.ExecuteAsync(context, result);
        }

        result.OnFormatting(context);
        context.HttpContext.Response.ContentType = JsonContentType;
        return MvcJson.WriteAsync(
            context.HttpContext,
            result.Value,
            result.DeclaredType is { } type && type != typeof(object) ? type : result.Value.GetType(),
            services.Json.FormatterOptions);
    }
}
