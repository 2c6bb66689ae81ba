using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Graceful;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;

// gRPC and SignalR, as applications have them. For the tests that start it with `dotnet RpcApp.dll`.
var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.UseGraceful();

// HTTP/1.1 at --urls for SignalR; HTTP/2 without TLS at the port --h2c for gRPC.
builder.WebHost.ConfigureKestrel((context, kestrel) =>
{
    IConfiguration settings = context.Configuration;
    kestrel.Listen(IPEndPoint.Parse(new Uri(settings["urls"]!).Authority));
    kestrel.ListenLocalhost(int.Parse(settings["h2c"]!, CultureInfo.InvariantCulture),
        endpoint => endpoint.Protocols = HttpProtocols.Http2);
});
builder.Services.AddGrpc();
builder.Services.AddSignalR(options =>
{
    if (builder.Configuration["reconnect"] is not null)
    {
        options.AddFilter<ReconnectAtRestart>();
    }
});

WebApplication app = builder.Build();
app.MapGrpcService<EchoService>();
app.MapHub<EchoHub>("/hub");
app.MapGet("/process/id", () => string.Create(CultureInfo.InvariantCulture, $"pid={Environment.ProcessId}\n"));
app.Run();

internal sealed class EchoHub : Hub
{
    [SuppressMessage("Performance", "CA1822", Justification = "SignalR does not find static methods.")]
    public string Say(string text) => string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {text}");
}
