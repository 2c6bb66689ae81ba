using System.Diagnostics;
using System.Globalization;
using System.Net;
using Runtime.Tests.Processes.Servers;

namespace Throughput.Bench;

/// <summary>A server under measurement, with its processor time and memory.</summary>
internal sealed class Server : IDisposable
{
    /// <summary>proc_pid_stat(5): times are in hundredths of a second on every current Linux (sysconf(_SC_CLK_TCK)).</summary>
    private const double MicrosecondsPerTick = 10_000;

    private readonly Process _process;

    internal Server(string name, string binary, params string[] arguments)
    {
        Name = name;
        EndPoint = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var start = new ProcessStartInfo(binary, [.. arguments, "--urls", $"http://{EndPoint}"]) { RedirectStandardOutput = true };
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Console.Error.WriteLine($"{name}: {line.Data}");
    }

    internal string Name { get; }

    internal IPEndPoint EndPoint { get; }

    /// <summary>Gets the processor time of all threads, in user mode and in the kernel.</summary>
    internal double CpuMicroseconds
    {
        get
        {
            // The name in parentheses may contain any character; the fields are counted from the last parenthesis.
            string stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return MicrosecondsPerTick * (long.Parse(fields[11], CultureInfo.InvariantCulture) +
                long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Gets the memory that would be free if the process exited.</summary>
    internal double Kilobytes => ProcFs.ProportionalSetKilobytes(_process.Id) ?? 0;

    internal async Task AcceptsAsync()
    {
        for (bool accepts = false; !accepts; )
        {
            try
            {
                using var client = await Runtime.Tests.Processes.Raw.RawConnection.ConnectAsync(EndPoint);
                accepts = true;
            }
            catch (System.Net.Sockets.SocketException) when (!_process.HasExited)
            {
                await Task.Delay(2);
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
