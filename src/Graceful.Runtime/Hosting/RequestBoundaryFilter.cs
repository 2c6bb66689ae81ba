using Graceful.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Graceful.Hosting;

/// <summary>
/// The outermost middleware: tells the transport where each request begins and ends, and announces a close where one is due.
/// </summary>
internal sealed class RequestBoundaryFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(Middleware);
        next(app);
    };

    private static RequestDelegate Middleware(RequestDelegate next) => context =>
    {
        // Absent where the server is not Kestrel on our transport (a test server).
        if (context.Features.Get<IRequestBoundaryFeature>() is not { } connection)
        {
            return next(context);
        }

        Begin(connection, context);
        Task handling;
        try
        {
            handling = next(context);
        }
        catch
        {
            End(connection, context);
            throw;
        }

        if (!handling.IsCompletedSuccessfully)
        {
            return AwaitAsync(handling, connection, context);
        }

        End(connection, context);
        return handling;
    };

    private static async Task AwaitAsync(Task handling, IRequestBoundaryFeature connection, HttpContext context)
    {
        try
        {
            await handling;
        }
        finally
        {
            End(connection, context);
        }
    }

    private static void Begin(IRequestBoundaryFeature connection, HttpContext context)
    {
        var request = context.Request;
        var length = request.ContentLength;
        var isChunked = length is null && request.Headers.TransferEncoding.Count > 0;
        if (connection.BeginRequest(IsHttp2(request), length ?? 0, isChunked, request.Method, request.Path.Value))
        {
            AnnounceClose(context);
        }
    }

    private static void End(IRequestBoundaryFeature connection, HttpContext context)
    {
        if (connection.EndRequest())
        {
            AnnounceClose(context);
        }
    }

    private static bool IsHttp2(HttpRequest request) =>
        !HttpProtocol.IsHttp11(request.Protocol) && !HttpProtocol.IsHttp10(request.Protocol);

    private static void AnnounceClose(HttpContext context)
    {
        // HTTP/2 has no such header: its connections get GOAWAY (RFC 9113, 6.8).
        if (!context.Response.HasStarted && !IsHttp2(context.Request))
        {
            context.Response.Headers.Connection = "close";
        }
    }
}
