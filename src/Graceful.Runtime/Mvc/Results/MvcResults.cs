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
            DeclaredValue it => it.ExecuteResultAsync(context),
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

    private static Task WriteAsync(ActionContext context, ObjectResult result, MvcServices services)
    {
        FrameworkResults.SetUrlHelper(context, result, services.UrlHelpers);
        if (result.Value is null or string or Stream or ProblemDetails || !services.Executors.HasDefaultFormatters ||
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
