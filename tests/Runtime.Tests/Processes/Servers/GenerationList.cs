namespace Runtime.Tests.Processes.Servers;

/// <summary>
/// Finds the generations of a server by a variable that the first one gets into its environment and every successor inherits,
/// whatever it is that starts them and whoever their parent is.
/// </summary>
internal sealed class GenerationList : IDisposable
{
    private const string Variable = "GRACEFUL_TEST_ID";

    private readonly Lock _lock = new();
    private readonly List<Generation> _known = [];

    // What runs already is none of ours.
    private readonly HashSet<int> _others = [.. ProcFs.Pids()];

    /// <summary><c>NAME=value</c>, different for each server.</summary>
    internal string Marker { get; } = $"{Variable}={Guid.NewGuid():N}";

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

                switch (ProcFs.HasInEnvironment(pid, Marker))
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
