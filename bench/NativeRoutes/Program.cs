// Serves the routes, requests the first of them once, and prints the milliseconds since its start (an argument: nanoseconds since 1970),
// and its memory in kB.
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

var started = long.Parse(args[0], CultureInfo.InvariantCulture);
var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
var app = builder.Build();
Routes.Map(app);
await app.StartAsync();

var server = app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>();
var address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
client.Connect(IPAddress.Loopback, address.Port);
client.Send("GET /api/v0/resource0/list0 HTTP/1.1\r\nHost: bench\r\n\r\n"u8);
var answer = new byte[1024];
var length = client.Receive(answer);
var milliseconds = ((DateTime.UtcNow - DateTime.UnixEpoch).TotalNanoseconds - started) / 1e6;
if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8))
{
    Console.Error.WriteLine(Encoding.ASCII.GetString(answer, 0, length));
    return 1;
}

var memory = File.ReadLines("/proc/self/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} {memory[4..^2].Trim()}"));
return 0;
