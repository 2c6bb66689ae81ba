using System.Diagnostics;
using System.Net;
using Instruments.Load;
using Instruments.Raw;
using Instruments.Servers;

namespace Runtime.Tests.Failures;

/// <summary>
/// Processes that a test has killed, with the connections that each of them held: only these connections may be lost.
/// </summary>
internal sealed class Victims(IPEndPoint server)
{
    private readonly List<Death> _deaths = [];

    /// <summary>Stops the process, so that its connections do not change, lists them, and kills the process.</summary>
    /// <returns>The time of the kill; null when the process had already exited.</returns>
    internal async Task<long?> KillAsync(Generation victim) => await victim.FreezeAsync() ? KillFrozen(victim) : null;

    /// <summary>Like <see cref="KillAsync"/>, for a process that is already stopped.</summary>
    internal long KillFrozen(Generation victim)
    {
        var held = new HashSet<int>(TcpTable.ClientPortsHeldBy(victim.Pid, server));
        long at = Stopwatch.GetTimestamp();
        victim.Kill();
        _deaths.Add(new Death(victim.Pid, at, held, held.Count));
        return at;
    }

    /// <summary>Returns losses of connections that no killed process held. Each connection is lost once.</summary>
    internal Loss[] Unexplained(params LoadReport[] reports)
        => [.. reports.SelectMany(report => report.Losses).OrderBy(loss => loss.At).Where(loss => !IsExplained(loss))];

    public override string ToString() => _deaths.Count == 0 ? "nobody was killed" : string.Join('\n', _deaths);

    private bool IsExplained(Loss loss) => _deaths.Any(death => death.At <= loss.At && death.Held.Remove(loss.Port));

    private sealed record Death(int Pid, long At, HashSet<int> Held, int HeldAtDeath)
    {
        public override string ToString() =>
            $"process {Pid} was killed and held {HeldAtDeath} connections, of which {HeldAtDeath - Held.Count} were missed";
    }
}
