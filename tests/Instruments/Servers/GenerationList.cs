using System.Diagnostics;
using System.Net;

namespace Instruments.Servers;

/// <summary>
/// Finds the generations of a server, whichever process has started them: by a variable in the environment of the first one, which
/// every successor inherits.
/// </summary>
internal sealed class GenerationList : IDisposable
{
    private const string Variable = "GRACEFUL_TEST_ID";

    /// <summary>The variable of a process that only shows a master that its next program starts: it serves nothing.</summary>
    private const string Check = "GRACEFUL_MASTER_CHECK";

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
                // be read in part. So every new process is read again each time.
                if (IsGeneration(pid) && Generation.TryOpen(pid) is Generation generation)
                {
                    _known.Add(generation);
                }
            }

            return [.. _known];
        }
    }

    /// <summary>True for a process of this server that is not the check of a master's next program.</summary>
    private bool IsGeneration(int pid)
    {
        // Before execve(2) it has the environment of its parent.
        if (!ProcFs.HasExecuted(pid))
        {
            return false;
        }

        // Read once: a check that ends between two reads would have the first variable and not the second.
        string[] environment = ProcFs.EnvironmentOf(pid);
        return environment.Contains($"{Variable}={_id}", StringComparer.Ordinal)
            && !environment.Any(entry => entry.StartsWith($"{Check}=", StringComparison.Ordinal));
    }

    /// <summary>
    /// Kills all processes, and repeats that until no process has the pipes that they inherit: some may be about to start.
    /// </summary>
    internal async Task KillAllAsync(Task endOfPipes)
    {
        await Until.TrueAsync(
            () =>
            {
                foreach (Generation generation in Look().Where(generation => generation.IsAlive))
                {
                    generation.Kill();
                }

                return !Known.Any(generation => generation.IsAlive) && endOfPipes.IsCompleted;
            },
            () => $"all processes ({string.Join(", ", Known)}) to end and to close their standard streams");
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
