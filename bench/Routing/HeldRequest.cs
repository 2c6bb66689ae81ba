using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Routing.Bench;

/// <summary>
/// A request to a real server that is never answered: its context is that of Kestrel, whose features cost less than those of a
/// <see cref="DefaultHttpContext"/>.
/// </summary>
internal static class HeldRequest
{
    private static readonly Lazy<HttpContext> Held = new(() => HoldAsync().GetAwaiter().GetResult());

    /// <summary>Referenced: its finalizer would close the connection.</summary>
    private static readonly Socket Client = new(SocketType.Stream, ProtocolType.Tcp);

    public static HttpContext Context => Held.Value;

    private static async Task<HttpContext> HoldAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var held = new TaskCompletionSource<HttpContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Run(context =>
        {
            held.SetResult(context);
            return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await Client.ConnectAsync("127.0.0.1", new Uri(address).Port);
        await Client.SendAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray());
        return await held.Task;
    }
}
