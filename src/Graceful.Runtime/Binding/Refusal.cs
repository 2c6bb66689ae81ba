using Graceful.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Binding;

/// <summary>Writes the response to a request whose arguments are invalid: the app's own, or a problem.</summary>
internal static partial class Refusal
{
    public static Task WriteAsync(HttpContext httpContext, ArgumentErrors invalid)
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

    private static void Log(ILogger logger, HttpContext httpContext, ArgumentErrors invalid)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            // The names of form fields and parts of the messages come from the client.
            var errors = string.Join(' ', invalid.All.Select(argument =>
                $"{LogText.Escape(argument.Name)}: {LogText.Escape(argument.Message)}"));
            var (request, action) = (httpContext.Request, httpContext.GetEndpoint()?.DisplayName);
            var method = LogText.Escape(request.Method);
            var path = LogText.Escape(request.Path.ToString());
            LogRefused(logger, method, path, action, invalid.StatusCode, errors);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "{Method} {Path} does not fit {Action} and was answered with {StatusCode}. {Errors}",
        EventName = "RequestRefused")]
    private static partial void LogRefused(ILogger logger, string method, string path, string? action, int statusCode, string errors);
}
