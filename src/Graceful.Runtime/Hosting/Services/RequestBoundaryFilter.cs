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

        // Before the handler, which may change them.
        var (method, path) = (context.Request.Method, context.Request.Path.Value);
        Task handling;
        try
        {
            Begin(connection, context, method, path);
            AttachLongLived(connection, context, optIn);
            handling = next(context);
        }
        catch
        {
            _ = connection.EndRequest(IRequestBoundaryFeature.NoNumber);
            throw;
        }

        return handling.IsCompletedSuccessfully
            ? connection.EndRequest(IRequestBoundaryFeature.NoNumber)
            : AwaitAsync(handling, connection, connection.HandlerWaits(method, path));
    };

    /// <remarks>Not by Get, a generic virtual method, whose code the runtime searches at each call.</remarks>
    private static IRequestBoundaryFeature? Find(HttpContext context) =>
        (IRequestBoundaryFeature?)context.Features[typeof(IRequestBoundaryFeature)];

    private static async Task AwaitAsync(Task handling, IRequestBoundaryFeature connection, int number)
    {
        try
        {
            await handling;
        }
        finally
        {
            await connection.EndRequest(number);
        }
    }

    private static void Begin(IRequestBoundaryFeature connection, HttpContext context, string method, string? path)
    {
        var request = context.Request;
        var isHttp2 = IsHttp2(request);
        if (!isHttp2)
        {
            // HTTP/2 has no such header: its connections get GOAWAY (RFC 9113, 6.8). The callback registered first runs last, and also
            // after an error page has cleared the headers.
            context.Response.OnStarting(AnnounceWhenStarting, context);
        }

        connection.BeginRequest(isHttp2, BodyLength(request), method, path);
    }

    private static void AttachLongLived(IRequestBoundaryFeature connection, HttpContext context, OptIn optIn)
    {
        var request = context.Request;
        if ((!optIn.IsUsed && connection.Replay is null) || IsHttp2(request))
        {
            return;
        }

        if (request.Headers.Upgrade.Count > 0)
        {
            MovableUpgrade.Attach(context, connection);
        }
        else if (BodyLength(request) == 0 && HttpMethods.IsGet(request.Method) && HttpProtocol.IsHttp11(request.Protocol))
        {
            EventStreamCandidate.Attach(context, connection);
        }
    }

    private static bool IsHttp2(HttpRequest request) =>
        !HttpProtocol.IsHttp11(request.Protocol) && !HttpProtocol.IsHttp10(request.Protocol);

    /// <returns>The length of the body; null when it is chunked.</returns>
    private static long? BodyLength(HttpRequest request) =>
        request.ContentLength ?? (request.Headers.TransferEncoding.Count > 0 ? null : 0);
}
