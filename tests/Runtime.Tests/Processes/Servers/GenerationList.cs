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

    // What runs already is none of ours.
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

    /// <summary>Starts a generation, found by <see cref="Look"/> when the process that is returned here has gone.</summary>
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
        string[] arguments = ["--fork", binary.Program, .. binary.LeadingArguments, "--urls", $"http://{endPoint}", .. options.Arguments];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // ASP.NET Core's several lines per request, written under full load, would be what is measured.
        start.Environment["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning";
        foreach ((string name, string? value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[Variable] = _id;
        return Process.Start(start)!;
    }

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

                switch (ProcFs.HasInEnvironment(pid, $"{Variable}={_id}"))
                {
                    case true when Generation.TryOpen(pid) is Generation generation:
                        _known.Add(generation);
                        break;
                    case false:
                        _others.Add(pid);
                        break;
                }
            }

            return [.. _known];
        }
    }

    /// <summary>Kills what lives, and looks again until nothing is left: a successor may be on its way.</summary>
    internal void KillAll()
    {
        while (Look().Where(generation => generation.IsAlive).ToArray() is { Length: > 0 } living)
        {
            foreach (Generation generation in living)
            {
                generation.Kill();
            }

            Task.WaitAll([.. living.Select(generation => generation.Exited)]);
        }
    }

    public void Dispose()
    {
        foreach (Generation generation in _known)
        {
            generation.Dispose();
        }
    }
}
