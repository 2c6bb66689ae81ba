using System.Diagnostics;
using System.Net;

namespace Runtime.Tests.Processes.Servers;

/// <summary>
/// Finds the generations of a server by a variable that the first one gets into its environment and every successor inherits,
/// whatever it is that starts them and whoever their parent is.
/// </summary>
internal sealed class GenerationList : IDisposable
{
    private const string Variable = "GRACEFUL_TEST_ID";

    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly Lock _lock = new();
    private readonly List<Generation> _known = [];

    // Processes that run already are not ours.
    private readonly HashSet<int> _others = [.. ProcFs.Pids()];

    internal GenerationList() => ExitWatch.BecomeReaper();

    internal IReadOnlyList<Generation> Known
    {
        get
        {
            lock (_lock)
            {
                return [.. _known];
            }
        }
    }

    /// <summary>Starts a generation, which <see cref="Look"/> finds. Returns its starter, which holds the pipes.</summary>
    internal Process Start(ServerBinary binary, DemoOptions options, EndPoint endPoint)
    {
        // setsid(1) forks and goes away at once, which leaves the first generation to the reaper (ExitWatch) like every later
        // one: all are found, watched and reaped in the same way. And a Ctrl+C for the test does not reach them.
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        string[] arguments = ["--fork", binary.Program, .. binary.LeadingArguments, "--urls",
            $"http://{endPoint}{(options.FurtherUrl is string further ? $";{further}" : "")}", .. options.Arguments];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The settings of the shell that runs the tests are not for the server under test.
        foreach (string name in start.Environment.Keys.Where(IsHostSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        // ASP.NET Core's several log lines per request would dominate the measurement.
        start.Environment["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning";
        foreach ((string name, string? value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        if (options.Supervised)
        {
            start.Environment["Graceful__Supervised"] = "true";
        }

        start.Environment[Variable] = _id;
        lock (_lock)
        {
            Process starter = Process.Start(start)!;
            _others.Add(starter.Id);
            return starter;
        }
    }

    private static bool IsHostSetting(string variable)
        => variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
            || variable.StartsWith("Graceful__", StringComparison.OrdinalIgnoreCase)
            || variable.StartsWith("Kestrel__", StringComparison.OrdinalIgnoreCase)
            || variable.StartsWith("Logging__", StringComparison.OrdinalIgnoreCase)
            || variable.ToUpperInvariant() is "URLS" or "HTTP_PORTS" or "HTTPS_PORTS" or "DOTNET_ENVIRONMENT"
                or "DOTNET_URLS" or "NOTIFY_SOCKET"
                or "LISTEN_FDS" or "LISTEN_PID" or "LISTEN_FDNAMES" or "WATCHDOG_USEC" or "WATCHDOG_PID";

    /// <summary>Looks for processes that are new since the last call, in the order of their start.</summary>
    internal IReadOnlyList<Generation> Look()
    {
        lock (_lock)
        {
            int[] pids = [.. ProcFs.Pids().Order()];
            _others.IntersectWith(pids);
            foreach (int pid in pids)
            {
                if (_others.Contains(pid) || _known.Any(generation => generation.Pid == pid && generation.IsAlive))
                {
                    continue;
                }

                // A process that does not have the variable may have it a moment later: during execve(2) its environment can
                // be read in part. So all that is new is asked again each time.
                if (ProcFs.HasInEnvironment(pid, $"{Variable}={_id}") && Generation.TryOpen(pid) is Generation generation)
                {
                    _known.Add(generation);
                }
            }

            return [.. _known];
        }
    }

    /// <summary>
    /// Kills what lives, and looks again until all have gone, those also that were on their way: the sign is the end of the pipes
    /// that they inherit.
    /// </summary>
    internal async Task KillAllAsync(Task endOfPipes)
    {
        long deadline = Environment.TickCount64 + (long)DemoProcess.Limit.TotalMilliseconds;
        while (Look().Any(generation => generation.IsAlive) || !endOfPipes.IsCompleted)
        {
            foreach (Generation generation in Known.Where(generation => generation.IsAlive))
            {
                generation.Kill();
            }

            if (Environment.TickCount64 > deadline)
            {
                throw new TimeoutException($"All are killed ({string.Join(", ", Known)}), and yet somebody holds their stdout or stderr.");
            }

            await Task.Delay(2);
        }

        await endOfPipes;
    }

    public void Dispose()
    {
        foreach (Generation generation in _known)
        {
            generation.Dispose();
        }
    }
}
