using Graceful.Posix;

namespace Runtime.Tests.Posix;

/// <summary>Waits for one descriptor: what ends them, and what does not.</summary>
public sealed class PollSetTests
{
    /// <summary>The handler of SIGCHLD, for example, runs on any thread, just when the end of a child is awaited.</summary>
    [Theory]
    [InlineData(Timeout.Infinite)]
    [InlineData(60_000)]
    public async Task A_signal_does_not_end_a_wait(int milliseconds)
    {
        using var wakeUp = new WakeUp();
        var hasInput = false;
        var thread = new PollingThread(() => hasInput = PollSet.WaitForInput(wakeUp.Fd, milliseconds));
        await thread.WaitsAsync();
        await thread.InterruptAsync();
        wakeUp.Set();
        thread.Join();
        Assert.True(hasInput);
    }

    [Fact]
    public void A_wait_ends_with_its_time()
    {
        using var wakeUp = new WakeUp();
        Assert.False(PollSet.WaitForInput(wakeUp.Fd, milliseconds: 0));
        Assert.False(PollSet.WaitForInput(wakeUp.Fd, milliseconds: 1));
        wakeUp.Set();
        Assert.True(PollSet.WaitForInput(wakeUp.Fd, milliseconds: 0));
    }
}
