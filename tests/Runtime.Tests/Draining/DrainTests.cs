using Runtime.Tests.Transport;

namespace Runtime.Tests.Draining;

/// <summary>A drain in a process that lacks a resource.</summary>
public sealed class DrainTests
{
    /// <summary>The first timer of a process starts a thread, and no thread is free (RLIMIT_NPROC, pids.max).</summary>
    [Fact]
    public async Task Without_a_timer_connections_move_without_a_limit()
    {
        await using var two = await TwoGenerations.StartAsync(new ServerSetup { Time = new NoTimers() });
        using var client = await two.ConnectAsync();
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        await two.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    private sealed class NoTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            throw new InsufficientMemoryException();
    }
}
