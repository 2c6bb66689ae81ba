using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Tmds.Linux;

namespace Runtime.Tests.Chaos;

/// <summary>
/// A series of actions on a server that restarts, drawn from a seed. Each begins when one process is left after the one before;
/// concurrency is within each action. The pauses are part of the actions, not waits.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ChaosRun
{
    private readonly DemoProcess _demo;
    private readonly Deployment _deployment;
    private readonly Random _random;
    private readonly string[] _badVersions = [.. BadVersion.All.Where(bad => bad.Value.Happens is null && !BadVersion.TakesTime(bad.Key))
        .Select(bad => bad.Key)];

    internal ChaosRun(DemoProcess demo, Deployment deployment, int seed)
    {
        _demo = demo;
        _deployment = deployment;
        _random = new Random(seed);
        Victims = new Victims(demo.EndPoint);
    }

    internal Victims Victims { get; }

    /// <summary>The actions so far.</summary>
    internal ChaosJournal Journal { get; } = new();

    internal async Task RunAsync(TimeSpan length)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < length)
        {
            Generation serving = await SettledAsync();
            Journal.Write($"{serving} serves");
            await (_random.Next(10) switch
            {
                0 or 1 => RestartAsync(serving),
                2 => FreezeDuringARestartAsync(serving),
                3 or 4 => KillTheSuccessorAsync(serving, afterReady: false),
                5 => KillTheSuccessorAsync(serving, afterReady: true),
                6 or 7 => KillThePredecessorAsync(serving),
                8 => DeployABadVersionAsync(serving),
                _ => SignalManyTimesAsync(serving),
            });
        }

        Journal.Write("the time is over");
    }

    /// <summary>Completes when one process is left and answers. Another restart may still be pending, which it survives.</summary>
    internal async Task<Generation> SettledAsync()
    {
        while (true)
        {
            IReadOnlyList<Generation> living = [];
            await Until.TrueAsync(() => (living = _demo.Living).Count <= 1, "the end of all generations but one");
            Assert.True(living.Count == 1, "No generation is left.");
            try
            {
                await _demo.AnsweredByAsync(living[0]);
                return living[0];
            }
            catch (InvalidOperationException) when (!living[0].IsAlive && _demo.Living.Count > 0)
            {
                Journal.Write($"{living[0]} has gone on to another generation");
            }
        }
    }

    private async Task RestartAsync(Generation serving)
    {
        Generation? successor = await SuccessorAsync(serving);
        Journal.Write($"{successor} was started by {serving}");
    }

    private async Task FreezeDuringARestartAsync(Generation serving)
    {
        if (await SuccessorAsync(serving) is not Generation successor)
        {
            return;
        }

        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            Generation frozen = _random.Next(2) == 0 ? serving : successor;
            await PauseAsync(20);
            bool wasStopped = await frozen.FreezeAsync();
            int pause = await PauseAsync(100);
            frozen.TrySignal(LibC.SIGCONT);
            Journal.Write($"{frozen} was {(wasStopped ? $"stopped for {pause} ms" : "to be stopped, and had ended")}");
        }
    }

    /// <summary>
    /// A request keeps the old process alive, so that it can accept again. Without one, the end of a serving successor ends the service.
    /// </summary>
    private async Task KillTheSuccessorAsync(Generation serving, bool afterReady)
    {
        using HeldRequest held = await HeldRequest.BeginAsync(_demo);
        if (await SuccessorAsync(serving) is not Generation successor)
        {
            return;
        }

        if (afterReady)
        {
            await _demo.LoggedAsync(new Regex($"Successor {successor.Pid} is ready"));
        }

        int pause = await PauseAsync(afterReady ? 100 : 40);
        bool isFrozen = await successor.FreezeAsync();
        if (isFrozen && TcpTable.ClientPortsHeldBy(serving.Pid, _demo.EndPoint).Contains(held.Port))
        {
            Victims.KillFrozen(successor);
            Journal.Write($"{successor} was killed {pause} ms after it was {(afterReady ? "ready" : "there")}");
            await _demo.ExitOfAsync(successor);
            await AnsweredAsync(held, serving);
        }
        else
        {
            successor.TrySignal(LibC.SIGCONT);
            Journal.Write($"{successor} was to be killed, but the old process was about to leave");
        }
    }

    private async Task KillThePredecessorAsync(Generation serving)
    {
        using HeldRequest held = await HeldRequest.BeginAsync(_demo);
        if (await SuccessorAsync(serving) is not Generation successor)
        {
            return;
        }

        await _demo.LoggedAsync(new Regex($"Successor {successor.Pid} is ready"));
        // In the first milliseconds the connections are being handed over.
        int pause = await PauseAsync(_random.Next(2) == 0 ? 2 : 100);
        bool killed = await Victims.KillAsync(serving) is not null;
        Journal.Write($"{serving} was {(killed ? "killed" : "to be killed, and had ended,")} {pause} ms after {successor} was ready");
        await _demo.ExitOfAsync(serving);
    }

    private async Task DeployABadVersionAsync(Generation serving)
    {
        string name = _badVersions[_random.Next(_badVersions.Length)];
        int from = _demo.Log.Lines.Count;
        BadVersion.All[name].Deploy(_deployment, _demo);
        bool sent = serving.TrySignal(LibC.SIGUSR2);
        Journal.Write($"SIGUSR2 to {serving}, and the new version {name}");
        if (sent)
        {
            await Until.TrueAsync(
                () => !serving.IsAlive || _demo.Log.Lines.Skip(from).Any(line => BadVersion.All[name].Reason.IsMatch(line.Text)),
                $"the reason why the new version {name} did not start");
            Journal.Write(serving.IsAlive ? "it failed" : $"{serving} was about to restart already");
        }

        _deployment.DeployGood();
    }

    private async Task SignalManyTimesAsync(Generation serving)
    {
        // A process that is not ready yet may have no handler, and would die of the signal.
        int count = _random.Next(2, 7);
        int sent = 0;
        for (int i = 0; i < count; i++)
        {
            sent += serving.TrySignal(LibC.SIGUSR2) ? 1 : 0;
            await PauseAsync(15);
        }

        Journal.Write($"{sent} of {count} times SIGUSR2 to {serving}");
        await _demo.ExitOfAsync(serving);
    }

    /// <returns>null when the process was about to end for an earlier, pending restart.</returns>
    private async Task<Generation?> SuccessorAsync(Generation serving)
    {
        int known = _demo.Generations.Count;
        bool sent = serving.TrySignal(LibC.SIGUSR2);
        Journal.Write($"SIGUSR2 to {serving}{(sent ? "" : ", too late")}");
        await Until.TrueAsync(() => _demo.Generations.Count > known || !serving.IsAlive, $"a successor of {serving}");
        return _demo.Generations.Skip(known).FirstOrDefault();
    }

    private static async Task AnsweredAsync(HeldRequest held, Generation by)
    {
        RawResponse response = await held.AnswerAsync();
        Assert.True(response.Pid == by.Pid, $"The request that {by} held was answered by process {response.Pid}.");
    }

    private async Task<int> PauseAsync(int upTo)
    {
        int milliseconds = _random.Next(upTo + 1);
        await Task.Delay(milliseconds);
        return milliseconds;
    }
}
