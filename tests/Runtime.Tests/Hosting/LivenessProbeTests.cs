using System.Collections.Concurrent;
using Graceful.Hosting;
using Graceful.Transport;
using Instruments.Servers;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Runtime.Tests.Hosting;

/// <summary>The heartbeat stops when a required part of the server is stuck. A healthy one runs beside each as a clock.</summary>
public sealed class LivenessProbeTests : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1);

    private readonly EventLoopGroup _loops = new(Options.Create(new SocketTransportOptions { IOQueueCount = 6 }));
    private readonly EventLoopGroup _healthyLoops = new(Options.Create(new SocketTransportOptions { IOQueueCount = 1 }));
    private readonly ManualResetEventSlim _stuck = new();
    private readonly CancellationTokenSource _end = new();
    private int _beats;
    private int _healthyBeats;

    public void Dispose()
    {
        // The threads check it at any time, so it is cancelled and not disposed.
        _end.Cancel();
        _stuck.Set();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_stuck_event_loop_stops_it_until_it_goes_on(int which)
    {
        _ = _loops.First;
        Start(post => post());
        await Until.TrueAsync(() => Volatile.Read(ref _beats) > 3, "the first beats");

        var isHeld = new TaskCompletionSource();
        var hold = new Thread(() => _loops.All[which].Invoke(() =>
        {
            isHeld.SetResult();
            _stuck.Wait();
        }));
        hold.Start();
        await isHeld.Task;
        await AssertStoppedAsync();

        _stuck.Set();
        hold.Join();
        int stopped = Volatile.Read(ref _beats);
        await Until.TrueAsync(() => Volatile.Read(ref _beats) > stopped, "the beats to go on");
    }

    [Fact]
    public async Task A_stuck_lifecycle_stops_it_until_it_goes_on()
    {
        var events = new BlockingCollection<Action>();
        var lifecycle = new Thread(() =>
        {
            foreach (var handle in events.GetConsumingEnumerable())
            {
                handle();
            }
        });
        lifecycle.IsBackground = true;
        lifecycle.Start();
        Start(events.Add);
        await Until.TrueAsync(() => Volatile.Read(ref _beats) > 3, "the first beats");

        events.Add(_stuck.Wait);
        await AssertStoppedAsync();
        _stuck.Set();
        int stopped = Volatile.Read(ref _beats);
        await Until.TrueAsync(() => Volatile.Read(ref _beats) > stopped, "the beats to go on");
    }

    private void Start(Action<Action> post)
    {
        new LivenessProbe("heartbeat under test", Period, _loops, post, () => Interlocked.Increment(ref _beats)).Start(_end.Token);
        new LivenessProbe("heartbeat of a healthy process", Period, _healthyLoops, beat => beat(),
            () => Interlocked.Increment(ref _healthyBeats)).Start(_end.Token);
    }

    private async Task AssertStoppedAsync()
    {
        // A beat that was under way may still arrive late.
        int before = Volatile.Read(ref _beats);
        await HealthyBeatsAsync(120);
        Assert.InRange(Volatile.Read(ref _beats) - before, 0, 1);
    }

    private async Task HealthyBeatsAsync(int count)
    {
        int target = Volatile.Read(ref _healthyBeats) + count;
        await Until.TrueAsync(() => Volatile.Read(ref _healthyBeats) >= target, $"{count} beats of a healthy process");
    }
}
