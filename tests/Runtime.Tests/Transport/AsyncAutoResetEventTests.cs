using System.Diagnostics;
using Graceful.Transport;

namespace Runtime.Tests.Transport;

/// <summary>One waiter, any number of signals, and none is lost.</summary>
public sealed class AsyncAutoResetEventTests
{
    [Fact]
    public void A_wake_up_before_the_wait_is_remembered_once()
    {
        var wakeUps = new AsyncAutoResetEvent();
        wakeUps.Signal();
        wakeUps.Signal();
        Assert.True(wakeUps.WaitAsync().AsTask().IsCompletedSuccessfully);
        Assert.False(wakeUps.WaitAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_wake_up_ends_the_wait()
    {
        var wakeUps = new AsyncAutoResetEvent();
        var waiting = wakeUps.WaitAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        wakeUps.Signal();
        await waiting;
        Assert.False(wakeUps.WaitAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task The_waiter_may_wait_again_and_be_woken_while_it_is_being_woken()
    {
        var wakeUps = new AsyncAutoResetEvent();
        var rounds = 0;
        var loop = LoopAsync();
        while (!loop.IsCompleted)
        {
            wakeUps.Signal();
        }

        await loop;
        Assert.Equal(1000, rounds);

        async Task LoopAsync()
        {
            for (; rounds < 1000; rounds++)
            {
                await wakeUps.WaitAsync();
                if (rounds % 3 == 0)
                {
                    wakeUps.Signal();
                }
            }
        }
    }

    /// <summary>
    /// Writes before a signal are visible after it, also to a waiter that is just consuming an earlier signal: the event loop and a
    /// drain may signal at the same time. Each side writes first and then reads, which a processor may reorder.
    /// </summary>
    /// <remarks>
    /// As many rounds as the time allows: where the two threads share one core, each round takes two scheduler slices, and no
    /// reordering occurs.
    /// </remarks>
    [Fact]
    public void What_was_written_before_a_wake_up_is_seen_after_it()
    {
        const int Rounds = 300_000, End = int.MaxValue;
        var limit = TimeSpan.FromSeconds(2);
        var wakeUps = new AsyncAutoResetEvent();
        var (round, written, signaled) = (0, 0, 0);
        var other = new Thread(() =>
        {
            for (var i = 1; SpinUntil(ref round, i) != End; i++)
            {
                Volatile.Write(ref written, i);
                wakeUps.Signal();
                Volatile.Write(ref signaled, i);
            }
        });
        other.Start();
        var lost = 0;
        var begunAt = Stopwatch.GetTimestamp();
        for (var i = 1; i <= Rounds && Stopwatch.GetElapsedTime(begunAt) < limit; i++)
        {
            wakeUps.Signal();
            Volatile.Write(ref round, i);
            Thread.SpinWait(i % 16);
            var earlier = new Wait(wakeUps.WaitAsync());
            var isSeen = Volatile.Read(ref written) == i;
            var next = new Wait(wakeUps.WaitAsync());
            SpinUntil(ref signaled, i);
            Assert.True(earlier.IsCompleted);
            if (!next.IsCompleted)
            {
                // Two signals in one: the writes before the second must be visible.
                lost += isSeen ? 0 : 1;
                wakeUps.Signal();
            }
        }

        Volatile.Write(ref round, End);
        other.Join();
        Assert.Equal(0, lost);

        static int SpinUntil(ref int value, int expected)
        {
            // Yields where the threads share a core (a sleep would extend each round to a millisecond).
            var spinner = default(SpinWait);
            int read;
            while ((read = Volatile.Read(ref value)) < expected)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            return read;
        }
    }

    /// <summary>Checked, never awaited.</summary>
    private readonly struct Wait(ValueTask task)
    {
        internal bool IsCompleted => task.IsCompleted;
    }
}
