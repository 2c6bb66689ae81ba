using Graceful.Posix;
using Graceful.Transport;
using Instruments.Raw;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>While the thread pool is behind, responses are sent together. None is lost, reordered, or held back for long.</summary>
public sealed class SendQueueTests
{
    /// <summary>A pool that is behind, and one whose threads are all blocked: it never comes to the sends.</summary>
    public static TheoryData<bool> Pools => [false, true];

    [Fact]
    public void Responses_wait_only_while_the_pool_is_behind()
    {
        long pending = SendQueue.PendingWhenBehind - 1;
        var queue = new SendQueue(() => pending);
        Assert.False(queue.Update());
        Assert.False(queue.IsOpen);

        pending++;
        Assert.True(SpinWait.SpinUntil(queue.Update, Until.Limit));
        Assert.True(queue.IsOpen);

        pending--;
        Assert.False(queue.Update());
        Assert.False(queue.IsOpen);
    }

    [Fact]
    public void The_event_loop_waits_until_the_pool_comes_to_the_end_of_its_queue()
    {
        var pool = new Queue<IThreadPoolWorkItem>();
        var queue = new SendQueue(static () => long.MaxValue, pool.Enqueue);
        using var loop = new WakeUp();
        Assert.False(queue.WaitForPool(loop));
        Assert.False(queue.WaitForPool(loop));
        pool.Dequeue().Execute();
        Assert.Empty(pool);
        Assert.False(PollSet.WaitForInput(loop.Fd, 0));

        var prompt = new SendQueue(static () => long.MaxValue, static item => item.Execute());
        Assert.True(prompt.WaitForPool(loop));
        Assert.True(prompt.WaitForPool(loop));
        Assert.False(PollSet.WaitForInput(loop.Fd, 0));
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task Every_request_is_answered_in_order_alone_and_pipelined(bool isBlocked)
    {
        const int Alone = 50, Pipelined = 500;
        await using var server = await HandoverServer.StartAsync("one", Behind(isBlocked));
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        for (var i = 0; i < Alone; i++)
        {
            await client.SendAsync(Echo(i));
            Assert.Equal($"one {i}", (await client.ReadResponseAsync()).Text);
        }

        await client.SendAsync(string.Concat(Enumerable.Range(0, Pipelined).Select(Echo)));
        for (var i = 0; i < Pipelined; i++)
        {
            Assert.Equal($"one {i}", (await client.ReadResponseAsync()).Text);
        }
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task Many_connections_get_their_own_responses(bool isBlocked)
    {
        const int Connections = 40, Requests = 25;
        await using var server = await HandoverServer.StartAsync("one", Behind(isBlocked));
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            using var client = await RawConnection.ConnectAsync(server.EndPoint);
            for (var i = 0; i < Requests; i++)
            {
                var number = (connection * Requests) + i;
                await client.SendAsync(Echo(number));
                Assert.Equal($"one {number}", (await client.ReadResponseAsync()).Text);
            }
        })).WaitAsync(Until.Limit);
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task A_large_response_arrives_whole_and_its_slow_client_delays_no_other(bool isBlocked)
    {
        const int Length = 6_000_000;
        await using var server = await HandoverServer.StartAsync("one", Behind(isBlocked));
        using var slow = await RawConnection.ConnectAsync(server.EndPoint);
        await slow.SendAsync($"GET /big?n={Length} HTTP/1.1\r\nHost: t\r\n\r\n");
        await Until.TrueAsync(() => server.Gate.Snapshot() is [{ IsSendBlocked: true }], "the socket buffer to be full");

        using var other = await RawConnection.ConnectAsync(server.EndPoint);
        await other.SendAsync(Echo(1));
        Assert.Equal("one 1", (await other.ReadResponseAsync()).Text);

        var expected = new byte[Length];
        ScriptedApp.Pattern(expected, 0);
        var response = await slow.ReadResponseAsync();
        Assert.True(expected.AsSpan().SequenceEqual(response.Body));
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task Flushed_bytes_are_sent_though_the_request_goes_on(bool isBlocked)
    {
        await using var server = await HandoverServer.StartAsync("one", Behind(isBlocked));
        using var client = new HttpClient();
        foreach (var path in (string[])["/chunks", "/chunks-blocking"])
        {
            using var response = await client
                .GetAsync(new Uri($"http://{server.EndPoint}{path}"), HttpCompletionOption.ResponseHeadersRead).WaitAsync(Until.Limit);
            await JoinedFlushesTests.AssertInPartsAsync(response, server);
        }
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task The_last_response_is_sent_before_its_connection_closes(bool isBlocked)
    {
        await using var server = await HandoverServer.StartAsync("one", Behind(isBlocked));
        for (var i = 0; i < 20; i++)
        {
            using var client = await RawConnection.ConnectAsync(server.EndPoint);
            await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
            Assert.Equal("one", (await client.ReadResponseAsync()).Text);
            await client.ExpectEndAsync();
        }
    }

    private static string Echo(int number) => $"GET /echo?n={number} HTTP/1.1\r\nHost: t\r\n\r\n";

    private static ServerSetup Behind(bool isBlocked) => new()
    {
        CreateSendQueue = isBlocked ? () => new SendQueue(static () => long.MaxValue, static _ => { }) : ServerSetup.QueueBehind,
    };
}
