using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Throughput.Bench;

/// <summary>One run of wrk on one thread; the server has the other core.</summary>
internal sealed partial record WrkRun(double Requests, double RequestsPerSecond, double CpuPerRequest, double P50, double P99)
{
    internal static WrkRun Measure(Server server, string path, int connections, int seconds)
    {
        double before = server.CpuMicroseconds;
        using Process wrk = Process.Start(new ProcessStartInfo(
            "wrk", ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency",
                $"http://{server.EndPoint}{path}"]) { RedirectStandardOutput = true })!;
        string output = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        double cpu = server.CpuMicroseconds - before;
        if (wrk.ExitCode != 0 || output.Contains("Socket errors", StringComparison.Ordinal) ||
            output.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"wrk against {server.Name}{path} reports errors:\n{output}");
        }

        double requests = Number(Count().Match(output));
        return new WrkRun(
            requests,
            Number(Rate().Match(output)),
            cpu / requests,
            Milliseconds(Median().Match(output)),
            Milliseconds(Percentile99().Match(output)));
    }

    private static double Number(Match found) => found.Success
        ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException("wrk prints something else than expected.");

    private static double Milliseconds(Match found) => Number(found) * found.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1000,
    };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Count();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Median();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Percentile99();
}
