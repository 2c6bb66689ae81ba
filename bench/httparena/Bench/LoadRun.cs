using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HttpArena.Bench;

/// <summary>One run of a load generator against one entry.</summary>
internal readonly partial record struct LoadRun(double RequestsPerSecond, double CpuPerRequest)
{
    /// <summary>Runs wrk(1) with a script of the folder <c>lua</c>.</summary>
    internal static LoadRun Wrk(Entry entry, int seconds, int connections, Uri target, string script, params string[] arguments)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "lua", script + ".lua");
        string output = Run(entry, out var cpu, "wrk",
            ["-t1", $"-c{connections}", $"-d{seconds}s", "-s", path, target.ToString(), "--", .. arguments]);
        if (output.Contains("Socket errors", StringComparison.Ordinal) || output.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"wrk against {entry.Name} reports errors:\n{output}");
        }

        var count = Number(WrkCount().Match(output));
        return new LoadRun(Number(WrkRate().Match(output)), cpu / count);
    }

    /// <summary>Runs h2load(1) on the targets in turn.</summary>
    internal static LoadRun H2Load(Entry entry, int seconds, int connections, int streams, params Uri[] targets)
    {
        string list = Path.GetTempFileName();
        File.WriteAllLines(list, targets.Select(target => target.ToString()));
        string output = Run(entry, out var cpu, "h2load",
            ["-t1", $"-c{connections}", $"-m{streams}", $"-D{seconds}", "--no-tls-proto=h2c", "-i", list]);
        File.Delete(list);
        if (H2Failures().Match(output) is not { Success: true } failures || failures.Groups[1].Value != "0")
        {
            throw new InvalidOperationException($"h2load against {entry.Name} reports failures:\n{output}");
        }

        var count = Number(H2Count().Match(output));
        return new LoadRun(count / seconds, cpu / count);
    }

    private static string Run(Entry entry, out double cpu, string tool, string[] arguments)
    {
        double before = entry.CpuMicroseconds;
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cpu = entry.CpuMicroseconds - before;
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{tool} against {entry.Name} ended with {process.ExitCode}:\n{output}");
    }

    private static double Number(Match found) => found.Success
        ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException("The load generator prints something else than expected.");

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex WrkRate();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex WrkCount();

    [GeneratedRegex(@"(\d+) succeeded")]
    private static partial Regex H2Count();

    [GeneratedRegex(@"(\d+) failed, (\d+) errored")]
    private static partial Regex H2Failures();
}
