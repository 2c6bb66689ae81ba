using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Mvc;

/// <summary>The executors of MVC's results. MVC's own classes are used where they need no reflection.</summary>
internal sealed class MvcExecutors
{
    public MvcExecutors(IServiceProvider services, MvcServices mvc)
    {
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var writers = services.GetService<IHttpResponseStreamWriterFactory>() ?? new ResponseWriters();
        var selector = services.GetService<OutputFormatterSelector>() ??
            new DefaultOutputFormatterSelector(Options.Create(mvc.Options), loggers);
        Object = services.GetService<IActionResultExecutor<ObjectResult>>() ?? new ObjectExecutor(selector, writers, mvc.Behavior);
        Content = services.GetService<IActionResultExecutor<ContentResult>>() ??
            new ContentResultExecutor(loggers.CreateLogger<ContentResultExecutor>(), writers);
        Json = services.GetService<IActionResultExecutor<JsonResult>>() ?? new JsonResultExecutor(mvc.Json);
        FileContent = services.GetService<IActionResultExecutor<FileContentResult>>() ?? new FileContentResultExecutor(loggers);
        FileStream = services.GetService<IActionResultExecutor<FileStreamResult>>() ?? new FileStreamResultExecutor(loggers);
        PhysicalFile = services.GetService<IActionResultExecutor<PhysicalFileResult>>() ?? new PhysicalFileResultExecutor(loggers);
        VirtualFile = services.GetService<IActionResultExecutor<VirtualFileResult>>() ??
            new VirtualFileResultExecutor(loggers, services.GetRequiredService<IWebHostEnvironment>());
        Redirect = services.GetService<IActionResultExecutor<RedirectResult>>() ?? new RedirectResultExecutor(loggers, mvc.UrlHelpers);
        LocalRedirect = services.GetService<IActionResultExecutor<LocalRedirectResult>>() ??
            new LocalRedirectResultExecutor(loggers, mvc.UrlHelpers);
        RedirectToAction = services.GetService<IActionResultExecutor<RedirectToActionResult>>() ??
            new RedirectToActionResultExecutor(loggers, mvc.UrlHelpers);
        RedirectToRoute = services.GetService<IActionResultExecutor<RedirectToRouteResult>>() ??
            new RedirectToRouteResultExecutor(loggers, mvc.UrlHelpers);
        RedirectToPage = services.GetService<IActionResultExecutor<RedirectToPageResult>>() ?? new RedirectToPageExecutor();
        HasDefaultFormatters = Object.GetType() == typeof(ObjectExecutor) && mvc.Options.OutputFormatters is
            [HttpNoContentOutputFormatter { TreatNullValueAsNoContent: true }, StringOutputFormatter, StreamOutputFormatter, JsonFormatter];
    }

    public IActionResultExecutor<ObjectResult> Object { get; }

    public IActionResultExecutor<ContentResult> Content { get; }

    public IActionResultExecutor<JsonResult> Json { get; }

    public IActionResultExecutor<FileContentResult> FileContent { get; }

    public IActionResultExecutor<FileStreamResult> FileStream { get; }

    public IActionResultExecutor<PhysicalFileResult> PhysicalFile { get; }

    public IActionResultExecutor<VirtualFileResult> VirtualFile { get; }

    public IActionResultExecutor<RedirectResult> Redirect { get; }

    public IActionResultExecutor<LocalRedirectResult> LocalRedirect { get; }

    public IActionResultExecutor<RedirectToActionResult> RedirectToAction { get; }

    public IActionResultExecutor<RedirectToRouteResult> RedirectToRoute { get; }

    public IActionResultExecutor<RedirectToPageResult> RedirectToPage { get; }

    /// <summary>True when the app has the formatters of MVC unchanged: text is sent as it is, a stream too, and the rest as JSON.</summary>
    public bool HasDefaultFormatters { get; }

    /// <summary>Returns the executor with a service type; null for another type.</summary>
    /// <remarks>Only a result class of the app needs it: comparisons are fast enough.</remarks>
    public object? Find(Type type) =>
        !type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IActionResultExecutor<>) ? null
            : type == typeof(IActionResultExecutor<ObjectResult>) ? Object
            : type == typeof(IActionResultExecutor<ContentResult>) ? Content
            : type == typeof(IActionResultExecutor<JsonResult>) ? Json
            : type == typeof(IActionResultExecutor<FileContentResult>) ? FileContent
            : type == typeof(IActionResultExecutor<FileStreamResult>) ? FileStream
            : type == typeof(IActionResultExecutor<PhysicalFileResult>) ? PhysicalFile
            : type == typeof(IActionResultExecutor<VirtualFileResult>) ? VirtualFile
            : type == typeof(IActionResultExecutor<RedirectResult>) ? Redirect
            : type == typeof(IActionResultExecutor<LocalRedirectResult>) ? LocalRedirect
            : type == typeof(IActionResultExecutor<RedirectToActionResult>) ? RedirectToAction
            : type == typeof(IActionResultExecutor<RedirectToRouteResult>) ? RedirectToRoute
            : type == typeof(IActionResultExecutor<RedirectToPageResult>) ? RedirectToPage
            : null;
}
