using System.Net.Sockets;
using Instruments.Raw;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Transport;

/// <summary>Thousands of moves, with clients that send, pipeline, idle and close meanwhile.</summary>
public sealed class MovingTests(ITestOutputHelper output)
{
    private const int Clients = 24;

    [Theory]
    [InlineData(false, 10_000)]
    [InlineData(true, 2000)]
    public async Task Nothing_is_lost_or_answered_twice_when_clients_send_at_the_moment_of_the_move(bool isPoolBehind, int count)
    {
        var (seed, moves) = (TestSeed.OfRun(output), TestShare.Of(count));
        await using var two = await TwoGenerations.StartAsync(new()
        {
            CreateSendQueue = isPoolBehind ? ServerSetup.QueueBehind : null,
        });
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients)
            .Select(number => Task.Run(() => RunAsync(AskAsync, two, new Random(seed + number), stop)))
            .ToArray();

        var moved = await SwingAsync(two, moves, stop.Token);
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        output.WriteLine($"{moved} moves");
        Assert.True(moved >= moves, $"{moved} moves");
        AssertNothingWentWrong(two);
    }

    [Fact]
    public async Task Clients_that_close_and_reset_at_the_moment_of_the_move_harm_no_other_client()
    {
        var seed = TestSeed.OfRun(output);
        await using var two = await TwoGenerations.StartAsync();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients)
            .Select(number => Task.Run(() => RunAsync(ComeAndGoAsync, two, new Random(seed + number), stop)))
            .ToArray();

        var moved = await SwingAsync(two, TestShare.Of(2000), stop.Token);
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        output.WriteLine($"{moved} moves");

        // No connection is left: one that both or neither process had would stay in a gate, or its client would still wait.
        await Until.TrueAsync(() => two.Old.Gate.Count + two.Successor.Gate.Count == 0, "all connections to be gone");
        AssertNothingWentWrong(two);
    }

    /// <summary>Moves connections from one server to the other and back. Each move ends when no connection is left.</summary>
    private static async Task<int> SwingAsync(TwoGenerations two, int atLeast, CancellationToken failed)
    {
        var (there, back) = (new AdoptingSink(two.Old, two.Successor), new AdoptingSink(two.Successor, two.Old));
        while (there.Taken + back.Taken < atLeast && !failed.IsCancellationRequested)
        {
            foreach (var (from, sink) in new[] { (two.Old, there), (two.Successor, back) })
            {
                await from.DrainAsync(sink, linger: TimeSpan.FromHours(1)).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
                from.Drain.TakeBack();
            }
        }

        return there.Taken + back.Taken;
    }

    private static async Task AskAsync(TwoGenerations two, Random random, CancellationToken stop)
    {
        using var client = await two.ConnectAsync();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            switch (random.Next(4))
            {
                case 0:
                    Check(await client.GetAsync($"/echo?n={number}"), $" {number}");
                    break;
                case 1:
                    var request = $"GET /echo?n={number} HTTP/1.1\r\nHost: t\r\n\r\n";
                    var cut = random.Next(1, request.Length);
                    await client.SendAsync(request[..cut]);
                    await Task.Yield();
                    await client.SendAsync(request[cut..]);
                    Check(await client.ReadResponseAsync(), $" {number}");
                    break;
                case 2:
                    await client.SendAsync(
                        $"GET /echo?n={number} HTTP/1.1\r\nHost: t\r\n\r\nGET /echo?n={number}x HTTP/1.1\r\nHost: t\r\n\r\n");
                    Check(await client.ReadResponseAsync(), $" {number}");
                    Check(await client.ReadResponseAsync(), $" {number}x");
                    break;
                default:
                    await client.SendAsync("POST /body HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\n");
                    await Task.Yield();
                    await client.SendAsync("abcd");
                    Check(await client.ReadResponseAsync(), " 4 394");
                    break;
            }

            Thread.SpinWait(random.Next(2000));
        }
    }

    private static async Task ComeAndGoAsync(TwoGenerations two, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var client = await two.ConnectAsync();
            for (var requests = random.Next(4); requests > 0; requests--)
            {
                Check(await client.GetAsync("/echo?n=1"), " 1");
            }

            Thread.SpinWait(random.Next(2000));
            switch (random.Next(4))
            {
                case 0:
                    client.Reset();
                    break;
                case 1:
                    await client.SendAsync("GET /echo?n=1 HTTP/1.1\r\nHost: t\r\n\r\n");
                    client.Reset();
                    break;
                case 2:
                    client.EndSending();
                    await client.ExpectEndAsync();
                    break;
            }
        }
    }

    /// <summary>The first failing client ends the test, with the log of both servers.</summary>
    private static async Task RunAsync(
        Func<TwoGenerations, Random, CancellationToken, Task> client, TwoGenerations two, Random random, CancellationTokenSource stop)
    {
        try
        {
            await client(two, random, stop.Token);
        }
        catch (Exception failure)
        {
            await stop.CancelAsync();
            throw new InvalidOperationException($"A client failed. The logs:\n{two.Old.Log}\n{two.Successor.Log}", failure);
        }
    }

    private static void Check(RawResponse answer, string end)
    {
        Assert.Equal(200, answer.Status);
        Assert.EndsWith(end, answer.Text, StringComparison.Ordinal);
        Assert.False(answer.AnnouncesClose);
    }

    private static void AssertNothingWentWrong(TwoGenerations two)
    {
        foreach (var server in new[] { two.Old, two.Successor })
        {
            Assert.DoesNotContain(server.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
            Assert.DoesNotContain(server.Log.Lines, line => line.Text.Contains("failed and is closed", StringComparison.Ordinal));
        }
    }
}
