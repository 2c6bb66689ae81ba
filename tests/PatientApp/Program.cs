using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Graceful;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// A server with long requests: WebSockets, event streams, long polls, uploads, handlers that ignore cancellation. For the tests that
// start it with `dotnet PatientApp.dll`; TLS and HTTP/2 come from its configuration.
var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.UseGraceful(options => options.OnShutdown(_ =>
{
    Console.WriteLine($"hook of {Environment.ProcessId}");
    return ValueTask.CompletedTask;
}));

// In addition to --urls: HTTPS at the port --tls, HTTP/2 without TLS at the port --h2c.
if (builder.Configuration["tls"] is { } tls)
{
    builder.WebHost.ConfigureKestrel((context, kestrel) =>
    {
        IConfiguration settings = context.Configuration;
        kestrel.Listen(IPEndPoint.Parse(new Uri(settings["urls"]!).Authority));
        kestrel.ListenLocalhost(int.Parse(tls, CultureInfo.InvariantCulture), endpoint => endpoint.UseHttps(
            X509Certificate2.CreateFromPemFile(settings["certificate"]!, settings["key"])));
        kestrel.ListenLocalhost(int.Parse(settings["h2c"]!, CultureInfo.InvariantCulture),
            endpoint => endpoint.Protocols = HttpProtocols.Http2);
    });
}

builder.Services.AddHealthChecks().AddGraceful();
builder.Services.AddSingleGenerationService<Ticker>();
builder.Services.AddHostedService<StopReporter>();

WebApplication app = builder.Build();
IGraceful graceful = app.Services.GetRequiredService<IGraceful>();
string pid = string.Create(CultureInfo.InvariantCulture, $"pid={Environment.ProcessId}\n");
var never = new TaskCompletionSource();

app.UseWebSockets();
app.MapHealthChecks("/health");
app.MapGet("/process/id", () => pid);

app.MapGet("/application-stopping", () => app.Lifetime.ApplicationStopping.IsCancellationRequested ? "yes\n" : "no\n");
app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine($"application stopped {Environment.ProcessId}"));

// A well-written application ends long requests when the process hands over or stops.
app.MapGet("/poll", async (CancellationToken aborted) =>
{
    using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, graceful.HandoverBegins);
    await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    return "poll again\n";
});
app.MapGet("/events", async (HttpContext context) =>
{
    context.Response.ContentType = "text/event-stream";
    CancellationToken ending = graceful.HandoverBegins;
    for (int i = 0; !ending.IsCancellationRequested; i++)
    {
        await context.Response.WriteAsync($"data: {i}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(20, context.RequestAborted);
    }

    await context.Response.WriteAsync("event: bye\ndata:\n\n", context.RequestAborted);
});
app.MapGet("/chat", async (HttpContext context) =>
{
    using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
    await using CancellationTokenRegistration telling = graceful.HandoverBegins.Register(
        () => _ = socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "restarting", CancellationToken.None));
    await EchoAsync(socket);
});

// A careless application does not.
app.MapGet("/chat/deaf", async (HttpContext context) =>
{
    using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
    await EchoAsync(socket);
});
app.MapPost("/upload", async (HttpContext context) =>
{
    long count = 0;
    byte[] part = new byte[64 * 1024];
    int read;
    while ((read = await context.Request.Body.ReadAsync(part, context.RequestAborted)) > 0)
    {
        count += read;
    }

    return string.Create(CultureInfo.InvariantCulture, $"{count} bytes, {pid}");
});
app.MapGet("/large", async (HttpContext context) =>
{
    byte[] part = new byte[64 * 1024];
    while (true)
    {
        await context.Response.Body.WriteAsync(part, CancellationToken.None);
    }
});

// So little that the kernel takes all of it, and a handler that does not notice that its client has gone.
app.MapGet("/small-and-slow", async (HttpContext context) =>
{
    await context.Response.Body.WriteAsync(new byte[1000], CancellationToken.None);
    await context.Response.Body.FlushAsync(CancellationToken.None);
    await never.Task;
});
app.MapGet("/ignores-abort", async () =>
{
    await never.Task;
    return pid;
});
app.Run();

static async Task EchoAsync(WebSocket socket)
{
    byte[] buffer = new byte[4096];
    while (true)
    {
        WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        if (received.MessageType == WebSocketMessageType.Close)
        {
            if (socket.State == WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);
            }

            return;
        }

        string text = Encoding.UTF8.GetString(buffer, 0, received.Count);
        await socket.SendAsync(Encoding.UTF8.GetBytes($"{Environment.ProcessId} {text}"), WebSocketMessageType.Text, true,
            CancellationToken.None);
    }
}

/// <summary>Background work that must not run in two generations at once.</summary>
internal sealed class Ticker : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"ticker starts in {Environment.ProcessId}");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"ticker stops in {Environment.ProcessId}");
        return Task.CompletedTask;
    }
}

internal sealed class StopReporter : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"hosted service stopped in {Environment.ProcessId}");
        return Task.CompletedTask;
    }
}
