using System.Globalization;
using System.Text.RegularExpressions;
using Instruments.Servers;

namespace Runtime.Tests.Rpc;

/// <summary>The server in tests/RpcApp: gRPC over HTTP/2 without TLS, SignalR over HTTP/1.1.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    private static readonly ServerBinary Binary = ServerBinary.Jit(Path.Combine(JitBuild.FolderOf("tests/RpcApp"), "RpcApp.dll"));

    private readonly int _h2c = FreePort.Next();

    private RpcServer()
    {
    }

    internal DemoProcess Demo { get; private set; } = null!;

    internal string GrpcAddress => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{_h2c}");

    internal Uri HubAddress => new(Demo.Address, "hub");

    /// <param name="print">Receives the logs at the end.</param>
    /// <param name="drainTimeout">The value of Graceful:DrainTimeout.</param>
    /// <param name="more">More arguments.</param>
    internal static async Task<RpcServer> StartAsync(Action<string> print, string drainTimeout, params string[] more)
    {
        var server = new RpcServer();
        server.Demo = await DemoProcess.StartAsync(Binary, new()
        {
            Print = print,
            Arguments = ["--h2c", server._h2c.ToString(CultureInfo.InvariantCulture), .. more],
            Environment = new Dictionary<string, string?>
            {
                ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
                ["Graceful__DrainTimeout"] = drainTimeout,

                // Clients close their connections when they read GOAWAY; on a busy machine this has no upper bound.
                ["Graceful__IdleLinger"] = "00:00:20",
            },
        });

        // The first generation answers on its first endpoint before it has bound the other.
        await server.Demo.LoggedAsync(new Regex($"Serving as process {server.Demo.First.Pid}"));
        return server;
    }

    public ValueTask DisposeAsync() => Demo.DisposeAsync();
}
