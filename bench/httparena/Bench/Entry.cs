using System.Diagnostics;
using System.Net;
using Instruments.Servers;

namespace HttpArena.Bench;

/// <summary>A server that answers the profiles: HTTP/1.1, HTTP/2 without TLS, HTTP/1.1 with TLS, and HTTP/2 with TLS.</summary>
internal sealed class Entry : MeasuredProcess
{
    private Entry(string name, ServerBinary binary, string data, IPEndPoint[] endPoints)
        : base(name, new ProcessStartInfo(binary.Program, [.. binary.LeadingArguments, .. Arguments(data, endPoints)])
        {
            WorkingDirectory = data,
            Environment = { ["ARENA_DATA"] = data },
        }) =>
        EndPoints = endPoints;

    internal Entry(string name, ServerBinary binary, string data)
        : this(name, binary, data, [.. Enumerable.Range(0, 4).Select(_ => new IPEndPoint(IPAddress.Loopback, FreePort.Next()))])
    {
    }

    internal IPEndPoint Http => EndPoints[0];

    internal IPEndPoint H2c => EndPoints[1];

    internal IPEndPoint Tls => EndPoints[2];

    internal IPEndPoint Http2 => EndPoints[3];

    private IPEndPoint[] EndPoints { get; }

    /// <summary>Returns when the server accepts connections on each endpoint.</summary>
    internal async Task AcceptsAsync()
    {
        foreach (var endPoint in EndPoints)
        {
            await AcceptsAsync(endPoint);
        }
    }

    /// <summary>The endpoints as configuration of Kestrel, so that no entry has code for them.</summary>
    private static IEnumerable<string> Arguments(string data, IPEndPoint[] endPoints) =>
    [
        $"--Kestrel:Endpoints:Http:Url=http://{endPoints[0]}",
        "--Kestrel:Endpoints:Http:Protocols=Http1",
        $"--Kestrel:Endpoints:H2c:Url=http://{endPoints[1]}",
        "--Kestrel:Endpoints:H2c:Protocols=Http2",
        $"--Kestrel:Endpoints:Tls:Url=https://{endPoints[2]}",
        "--Kestrel:Endpoints:Tls:Protocols=Http1",
        $"--Kestrel:Endpoints:Http2:Url=https://{endPoints[3]}",
        "--Kestrel:Endpoints:Http2:Protocols=Http1AndHttp2",
        $"--Kestrel:Certificates:Default:Path={ArenaData.CertificateOf(data)}",
        $"--Kestrel:Certificates:Default:KeyPath={ArenaData.KeyOf(data)}",
    ];
}
