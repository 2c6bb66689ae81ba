using Graceful.Posix;

namespace Runtime.Tests.Hosting;

/// <summary>How many signals an event stands for is told from a sum of addresses, of which each lies on the stack of some thread.</summary>
public sealed unsafe class SignalEventTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(50)]
    public void Each_signal_counts_whichever_thread_it_came_to(int signals)
    {
        ulong sum = 0;
        for (var i = 0; i < signals; i++)
        {
            // As large as pthread_create(3) makes them, and all alive together at times.
            var thread = new Thread(() => AddAddress(ref sum), maxStackSize: 1 << (16 + (i % 8)));
            thread.Start();
            if (i % 3 == 0)
            {
                thread.Join();
            }
        }

        SpinWait.SpinUntil(() => SignalEvent.Addends(Volatile.Read(ref sum)) >= signals, TimeSpan.FromSeconds(30));
        Assert.Equal(signals, SignalEvent.Addends(Volatile.Read(ref sum)));
    }

    private static void AddAddress(ref ulong sum)
    {
        byte onTheStack = 0;
        Interlocked.Add(ref sum, (ulong)&onTheStack);
    }
}
