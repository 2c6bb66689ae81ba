using System.Net;
using Instruments.Load;

namespace Restart.Bench.Measuring;

/// <summary>A kind of client.</summary>
internal sealed record LoadProfile(string Name, int Connections, ThinkTime Think, bool LooksFirst)
{
    /// <summary>The kinds that distinguish servers: see bench/README.md.</summary>
    internal static IReadOnlyList<LoadProfile> All { get; } =
    [
        new("busy", 32, ThinkTime.None, LooksFirst: true),
        new("think", 64, ThinkTime.Milliseconds(0, 20), LooksFirst: true),
        new("blind", 64, ThinkTime.Milliseconds(0, 20), LooksFirst: false),
        new("idle", 1, ThinkTime.Milliseconds(1, 1), LooksFirst: true),
    ];

    internal LoadPlan PlanFor(EndPoint server) => new()
    {
        Server = server,
        Connections = Connections,
        Think = Think,
        LooksFirst = LooksFirst,
    };
}
