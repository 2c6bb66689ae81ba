using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Instruments.Load;
using Instruments.Servers;
using Restart.Bench.Reporting;

namespace Restart.Bench.WebSockets;

/// <summary>Restarts bench/Echo under WebSockets, and reports what their clients notice.</summary>
internal static class WebSocketRun
{
    private const int Busy = 200;

    /// <summary>Every so many messages of a busy connection, one is long and sent in fragments.</summary>
    private const int LongMessages = 16;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>The time between two messages of a client that leaves the cores to the server.</summary>
    private static readonly TimeSpan Typing = TimeSpan.FromMilliseconds(100);

    /// <returns>True when no connection was closed, and no message was lost or doubled.</returns>
    internal static async Task<bool> RunAsync(ServerBinary binary, int idle, int restarts)
    {
        var table = new Table(
            "connections", "messages", "closed", "lost", "doubled", "steady p50", "p99", "pause p50", "p99", "max", "new process ready",
            "then moved");
        var isWell = true;
        WebSocketLoad[] loads =
            [new(1, Pace: null, Idle: 0), new(Busy, Pace: null, Idle: 0), new(Busy, Pace: null, idle), new(Busy, Typing, idle)];
        foreach (var load in loads)
        {
            var result = new WebSocketResult();
            await RunAsync(binary, load, restarts, result);
            table.Add([load.ToString(), .. result.Cells()]);
            isWell &= result.IsWell;
        }

        string average = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Console.WriteLine($"{restarts} restarts each; {Environment.ProcessorCount} cores, load average {average} at the end\n");
        Console.WriteLine(table);
        return isWell;
    }

    private static async Task RunAsync(ServerBinary binary, WebSocketLoad load, int restarts, WebSocketResult result)
    {
        var environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:02:00" };
        await using DemoProcess server = await DemoProcess.StartAsync(binary, new() { Environment = environment });
        var idle = await ConnectAsync(server, load.Idle);
        using var stop = new CancellationTokenSource();
        var busy = Enumerable.Range(0, load.Busy).Select(_ => Task.Run(() => TalkAsync(server, load.Pace, result, stop.Token))).ToArray();
        for (var restart = 0; restart < restarts; restart++)
        {
            await Task.Delay(Between);
            Generation old = server.Newest;
            Generation successor = await server.RestartAsync(old);
            await server.ExitOfAsync(old);
            LogMatch ready = await server.LoggedAsync(new Regex($"Successor {successor.Pid} is ready after ([0-9]+) ms"));
            LogMatch moved = await server.LoggedAsync(new Regex($"exiting as {old.Pid} after ([0-9]+) ms"));
            result.AddRestart(Milliseconds(ready), Milliseconds(moved));
            await VerifyAsync(idle, result);
        }

        // Once more: a second answer to a message is seen when the next answer is read.
        await VerifyAsync(idle, result);
        await stop.CancelAsync();
        await Task.WhenAll(busy);
        idle.ForEach(connection => connection.Dispose());
        Console.Error.WriteLine($"{load}: {string.Join(", ", result.Cells())}");
    }

    private static int Milliseconds(LogMatch line) => int.Parse(line.Match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    private static async Task<List<EchoConnection>> ConnectAsync(DemoProcess server, int count)
    {
        var connections = new List<EchoConnection>(count);
        while (connections.Count < count)
        {
            var next = Enumerable.Range(0, Math.Min(100, count - connections.Count));
            connections.AddRange(await Task.WhenAll(next.Select(_ => EchoConnection.ConnectAsync(server.EndPoint))));
        }

        return connections;
    }

    /// <summary>Sends one message on each idle connection, on a hundred of them at the same time.</summary>
    private static async Task VerifyAsync(List<EchoConnection> idle, WebSocketResult result)
    {
        foreach (var some in idle.ToArray().Chunk(100))
        {
            await Task.WhenAll(some.Select(async connection =>
            {
                try
                {
                    await connection.AskAsync(new byte[2 * EchoConnection.ShortLength], EchoConnection.ShortLength);
                    result.AddIdle();
                }
                catch (FaultException reason)
                {
                    result.Add(reason);
                    connection.Dispose();
                    lock (idle)
                    {
                        idle.Remove(connection);
                    }
                }
            }));
        }
    }

    /// <summary>Sends the next message as soon as it has the answer, or at a pace.</summary>
    private static async Task TalkAsync(DemoProcess server, TimeSpan? pace, WebSocketResult result, CancellationToken stop)
    {
        try
        {
            using var connection = await EchoConnection.ConnectAsync(server.EndPoint);
            var (buffer, answers, pid) = (new byte[EchoConnection.LongLength + 100], new List<Answer>(), 0);
            for (var number = 1; !stop.IsCancellationRequested; number++)
            {
                if (pace is { } time)
                {
                    await Task.Delay(time, CancellationToken.None);
                }

                long sentAt = Stopwatch.GetTimestamp();
                var length = number % LongMessages == 0 ? EchoConnection.LongLength : EchoConnection.ShortLength;
                var answeredBy = await connection.AskAsync(buffer, length);
                var isPause = pid != 0 && answeredBy != pid;
                pid = answeredBy;
                answers.Add(new Answer(sentAt, (uint)(Stopwatch.GetTimestamp() - sentAt), isPause ? pid : 0));
            }

            result.Add(answers);
        }
        catch (FaultException reason)
        {
            result.Add(reason);
        }
    }
}
