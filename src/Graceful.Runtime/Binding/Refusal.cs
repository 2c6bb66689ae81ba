using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Binding;

/// <summary>Answers a request that could not be bound: as the app says, or with a problem.</summary>
internal static partial class Refusal
{
    public static Task WriteAsync(HttpContext httpContext, InvalidArguments invalid)
    {
        var services = httpContext.RequestServices;
        var request = new InvalidRequest(httpContext, invalid.StatusCode, invalid.All);
        if (services.GetService<ILoggerFactory>() is { } logging)
        {
            Log(logging.CreateLogger("Graceful.Binding"), httpContext, invalid);
        }

        return services.GetService<IOptions<ActionOptions>>()?.Value.InvalidRequest is { } ofTheApp
            ? ofTheApp(request)
            : request.WriteProblemAsync();
    }

    private static void Log(ILogger logger, HttpContext httpContext, InvalidArguments invalid)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            var errors = string.Join(' ', invalid.All.Select(argument => $"{argument.Name}: {argument.Message}"));
            LogRefused(
                logger, httpContext.Request.Method, httpContext.Request.Path, httpContext.GetEndpoint()?.DisplayName, invalid.StatusCode, errors);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Debug,
        EventId = 1,
        EventName = "RequestRefused",
        Message = "{Method} {Path} does not fit {Action} and was answered with {StatusCode}. {Errors}")]
    private static partial void LogRefused(ILogger logger, string method, PathString path, string? action, int statusCode, string errors);
}
