using Graceful.Transport;

namespace Runtime.Tests.Transport;

/// <summary>Delayed calls on the thread of an event loop: once, in time, not after a stop, and again after a failure.</summary>
public sealed class LoopTimerTests : IDisposable
{
    private readonly EventLoop _loop = new("test", new SendQueue());
    private readonly SemaphoreSlim _due = new(0);

    public void Dispose()
    {
        _loop.Dispose();
        _due.Dispose();
    }

    [Fact]
    public void A_timer_runs_once_for_each_start()
    {
        var timer = Create(() => _due.Release());
        for (var i = 0; i < 3; i++)
        {
            _loop.Invoke(() => timer.Start(20));
            Assert.True(_due.Wait(Until.Limit));
            _loop.Invoke(() => Assert.False(timer.IsStarted));
        }

        _loop.Invoke(() => Assert.Equal(Timeout.Infinite, _loop.Timers.UntilNext()));
        Assert.Equal(0, _due.CurrentCount);
    }

    [Fact]
    public void The_earlier_of_two_runs_first()
    {
        var order = new List<string>();
        var (late, early) = (Create(() => Add("late")), Create(() => Add("early")));
        _loop.Invoke(() =>
        {
            late.Start(100);
            early.Start(10);
        });
        Assert.True(_due.Wait(Until.Limit) && _due.Wait(Until.Limit));
        Assert.Equal(["early", "late"], order);

        void Add(string name)
        {
            order.Add(name);
            _due.Release();
        }
    }

    [Fact]
    public void A_stopped_timer_does_not_run()
    {
        var timer = Create(() => _due.Release());
        _loop.Invoke(() =>
        {
            timer.Start(0);
            timer.Stop();
        });

        // The loop has looked for timers that are due in between.
        _loop.Invoke(() => Assert.Equal(Timeout.Infinite, _loop.Timers.UntilNext()));
        Assert.Equal(0, _due.CurrentCount);
    }

    [Fact]
    public void An_exception_goes_to_the_handler_which_may_start_the_timer_again()
    {
        var failures = 0;
        LoopTimer? timer = null;
        timer = new LoopTimer(_loop, () => throw new InvalidOperationException("on purpose"), reason =>
        {
            Assert.Equal("on purpose", reason.Message);
            failures++;
            timer!.Start(1);
            _due.Release();
            throw new InvalidOperationException("again");
        });
        _loop.Invoke(() => timer.Start(1));
        Assert.True(_due.Wait(Until.Limit) && _due.Wait(Until.Limit));
        _loop.Invoke(timer.Stop);
        Assert.True(failures >= 2);
    }

    private LoopTimer Create(Action onDue) => new(_loop, onDue, reason => Assert.Fail(reason.Message));
}
