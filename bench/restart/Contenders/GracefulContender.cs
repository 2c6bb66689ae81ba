using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Instruments.Load;
using Instruments.Servers;

namespace Restart.Bench.Contenders;

/// <summary>
/// <c>kill -USR2</c>: the process starts its successor, and its connections move. Supervised, the signal goes to the master, which relays
/// it.
/// </summary>
internal sealed class GracefulContender(string name, ServerBinary binary, bool supervised = false) : Contender
{
    private DemoProcess? _demo;

    internal override string Name => name;

    internal override IPEndPoint EndPoint => Demo.EndPoint;

    internal override IReadOnlyList<int> Living => [.. Demo.Living.Select(generation => generation.Pid)];

    private DemoProcess Demo => _demo ?? throw new InvalidOperationException("Not started.");

    internal override async Task StartAsync() => _demo = await DemoProcess.StartAsync(binary, new() { Supervised = supervised });

    internal override async Task<RestartTimes> RestartAsync(LoadClient load)
    {
        Generation old = Demo.Newest;
        long begunAt = Stopwatch.GetTimestamp();
        Generation successor = await Demo.RestartAsync();
        Task<long> gone = GoneAsync(Demo, old);
        await load.AnsweredByAsync(successor.Pid);
        LogMatch ready = await Demo.LoggedAsync(new Regex($"Successor {successor.Pid} is ready"));
        return new RestartTimes(begunAt, successor.SeenAt, ready.At, await gone, successor.Pid);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }
    }

    private static async Task<long> GoneAsync(DemoProcess demo, Generation generation)
    {
        await demo.ExitOfAsync(generation);
        return Stopwatch.GetTimestamp();
    }
}
