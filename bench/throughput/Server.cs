using System.Diagnostics;
using System.Net;
using Instruments.Servers;

namespace Throughput.Bench;

/// <summary>A server with one endpoint.</summary>
internal sealed class Server : MeasuredProcess
{
    private Server(string name, string binary, string[] arguments, IPEndPoint endPoint)
        : base(name, new ProcessStartInfo(binary, [.. arguments, "--urls", $"http://{endPoint}"])
        {
            Environment = { ["Logging__LogLevel__Default"] = "Warning" },
        }) =>
        EndPoint = endPoint;

    internal Server(string name, string binary, params string[] arguments)
        : this(name, binary, arguments, new IPEndPoint(IPAddress.Loopback, FreePort.Next()))
    {
    }

    internal IPEndPoint EndPoint { get; }

    internal Task AcceptsAsync() => AcceptsAsync(EndPoint);
}
