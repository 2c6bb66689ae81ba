using System.Diagnostics;
using System.Globalization;
using System.Net;
using Runtime.Tests.Processes.Servers;

namespace HttpArena.Bench;

/// <summary>A server that answers the profiles: HTTP/1.1, HTTP/2 without TLS, HTTP/1.1 with TLS, and HTTP/2 with TLS.</summary>
internal sealed class Entry : IDisposable
{
    /// <summary>proc_pid_stat(5): times are in hundredths of a second on every current Linux (sysconf(_SC_CLK_TCK)).</summary>
    private const double MicrosecondsPerTick = 10_000;

    private readonly Process _process;

    internal Entry(string name, ServerBinary binary, string data)
    {
        Name = name;
        var start = new ProcessStartInfo(binary.Program, [.. binary.LeadingArguments, .. Arguments(data)])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = data,
        };
        start.Environment["ARENA_DATA"] = data;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Console.Error.WriteLine($"{name}: {line.Data}");
        _process.BeginOutputReadLine();
    }

    internal string Name { get; }

    internal IPEndPoint Http { get; } = new(IPAddress.Loopback, FreePort.Next());

    internal IPEndPoint H2c { get; } = new(IPAddress.Loopback, FreePort.Next());

    internal IPEndPoint Tls { get; } = new(IPAddress.Loopback, FreePort.Next());

    internal IPEndPoint Http2 { get; } = new(IPAddress.Loopback, FreePort.Next());

    /// <summary>Gets the processor time of all threads, in user mode and in the kernel.</summary>
    internal double CpuMicroseconds
    {
        get
        {
            // The name in parentheses may contain any character; the fields are counted from the last parenthesis.
            string stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return MicrosecondsPerTick * (long.Parse(fields[11], CultureInfo.InvariantCulture)
                + long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Returns when the server accepts connections on its last endpoint.</summary>
    internal async Task AcceptsAsync()
    {
        foreach (var endPoint in (IPEndPoint[])[Http, H2c, Tls, Http2])
        {
            for (bool accepts = false; !accepts;)
            {
                try
                {
                    using var client = await Runtime.Tests.Processes.Raw.RawConnection.ConnectAsync(endPoint);
                    accepts = true;
                }
                catch (System.Net.Sockets.SocketException) when (!_process.HasExited)
                {
                    await Task.Delay(2);
                }
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The endpoints as configuration of Kestrel, so that no entry has code for them.</summary>
    private IEnumerable<string> Arguments(string data) =>
    [
        $"--Kestrel:Endpoints:Http:Url=http://{Http}",
        "--Kestrel:Endpoints:Http:Protocols=Http1",
        $"--Kestrel:Endpoints:H2c:Url=http://{H2c}",
        "--Kestrel:Endpoints:H2c:Protocols=Http2",
        $"--Kestrel:Endpoints:Tls:Url=https://{Tls}",
        "--Kestrel:Endpoints:Tls:Protocols=Http1",
        $"--Kestrel:Endpoints:Http2:Url=https://{Http2}",
        "--Kestrel:Endpoints:Http2:Protocols=Http1AndHttp2",
        $"--Kestrel:Certificates:Default:Path={ArenaData.CertificateOf(data)}",
        $"--Kestrel:Certificates:Default:KeyPath={ArenaData.KeyOf(data)}",
    ];
}
