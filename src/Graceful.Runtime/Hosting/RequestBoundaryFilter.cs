using Graceful.LongLived;
using Graceful.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Graceful.Hosting;

/// <summary>
/// The outermost middleware: reports the beginning and the end of each request to the transport, and announces a close when the response
/// starts.
/// </summary>
internal sealed class RequestBoundaryFilter : IStartupFilter
{
    private static readonly Func<object, Task> AnnounceWhenStarting = static state =>
    {
        var context = (HttpContext)state;
        if (context.Features.Get<IRequestBoundaryFeature>() is { } connection
            && connection.StartResponse(context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols))
        {
            context.Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
    };

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var optIn = new OptIn(app.ApplicationServices);
        app.Use(following => Middleware(following, optIn));
        next(app);
    };

    private static RequestDelegate Middleware(RequestDelegate next, OptIn optIn) => context =>
    {
        // Absent when the server is not Kestrel on this transport (a test server).
        if (context.Features.Get<IRequestBoundaryFeature>() is not { } connection)
        {
            return next(context);
        }

        Begin(connection, context, optIn);
        Task handling;
        try
        {
            handling = next(context);
        }
        catch
        {
            connection.EndRequest();
            throw;
        }

        if (!handling.IsCompletedSuccessfully)
        {
            return AwaitAsync(handling, connection);
        }

        connection.EndRequest();
        return handling;
    };

    private static async Task AwaitAsync(Task handling, IRequestBoundaryFeature connection)
    {
        try
        {
            await handling;
        }
        finally
        {
            connection.EndRequest();
        }
    }

    private static void Begin(IRequestBoundaryFeature connection, HttpContext context, OptIn optIn)
    {
        var request = context.Request;
        var isHttp2 = !HttpProtocol.IsHttp11(request.Protocol) && !HttpProtocol.IsHttp10(request.Protocol);
        var length = request.ContentLength ?? (request.Headers.TransferEncoding.Count > 0 ? null : (long?)0);
        connection.BeginRequest(isHttp2, length, request.Method, request.Path.Value);

        // HTTP/2 has no such header: its connections get GOAWAY (RFC 9113, 6.8). The callback registered first runs last, and also after an
        // error page has cleared the headers.
        if (!isHttp2)
        {
            context.Response.OnStarting(AnnounceWhenStarting, context);
            if (request.Headers.Upgrade.Count > 0 && (optIn.IsUsed || connection.Replay is not null))
            {
                MovableUpgrade.Attach(context, connection);
            }
        }
    }
}
