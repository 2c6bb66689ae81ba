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
internal sealed class RequestBoundaryFilter(OptIn optIn) : IStartupFilter
{
    private static readonly Func<object, Task> AnnounceWhenStarting = static state =>
    {
        var context = (HttpContext)state;
        if (Find(context) is { } connection
            && connection.StartResponse(context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols))
        {
            context.Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
    };

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => Middleware(following, optIn));
        next(app);
    };

    private static RequestDelegate Middleware(RequestDelegate next, OptIn optIn) => context =>
    {
        // Absent when the server is not Kestrel on this transport (a test server).
        if (Find(context) is not { } connection)
        {
            return next(context);
        }

        Task handling;
        try
        {
            Begin(connection, context, optIn);
            handling = next(context);
        }
        catch
        {
            _ = connection.EndRequest();
            throw;
        }

        return handling.IsCompletedSuccessfully ? connection.EndRequest() : AwaitAsync(handling, connection);
    };

    /// <remarks>Not by Get, a generic virtual method, whose code the runtime searches at each call.</remarks>
    private static IRequestBoundaryFeature? Find(HttpContext context) =>
        (IRequestBoundaryFeature?)context.Features[typeof(IRequestBoundaryFeature)];

    private static async Task AwaitAsync(Task handling, IRequestBoundaryFeature connection)
    {
        try
        {
            await handling;
        }
        finally
        {
            await connection.EndRequest();
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
            if (optIn.IsUsed || connection.Replay is not null)
            {
                AttachLongLived(context, connection, length);
            }
        }
    }

    private static void AttachLongLived(HttpContext context, IRequestBoundaryFeature connection, long? contentLength)
    {
        if (context.Request.Headers.Upgrade.Count > 0)
        {
            MovableUpgrade.Attach(context, connection);
        }
        else if (contentLength == 0 && HttpMethods.IsGet(context.Request.Method) && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            EventStreamCandidate.Attach(context, connection);
        }
    }
}
