using Graceful;
using Graceful.Hosting;
using Graceful.Restart;

namespace Runtime.Tests.Hosting;

/// <summary>The notifications of restarts to the application, and faults in its callbacks.</summary>
public sealed class GracefulProcessTests : IDisposable
{
    private readonly RecordingLog _log = new();
    private readonly List<string> _requests = [];
    private readonly GracefulProcess _process;

    public GracefulProcessTests()
    {
        _process = new GracefulProcess(generation: 3, hasPredecessor: true, _log);
        _process.Attach(_requests.Add);
    }

    private ILifecycleObserver Observer => _process;

    [Fact]
    public async Task A_requested_restart_completes_when_the_hand_over_begins()
    {
        Observer.Ready();
        var handover = _process.HandoverBegins;
        var restart = _process.RestartAsync("new certificate");
        Assert.Equal(["new certificate"], _requests);
        Observer.RestartBegins();
        Assert.Equal((GracefulState.Restarting, false), (_process.State, restart.IsCompleted));
        Observer.HandedOver(1002);
        await restart.WaitAsync(Until.Limit);
        Assert.Equal(GracefulState.HandingOver, _process.State);
        await CancelledAsync(handover);
    }

    /// <summary>It is passed on to the successor. A request that waited for the end of this process would keep it from ending.</summary>
    [Fact]
    public async Task A_restart_during_the_hand_over_is_not_waited_for()
    {
        Observer.Ready();
        Observer.HandedOver(1002);
        var restart = _process.RestartAsync("again");
        Assert.Equal((true, "again"), (restart.IsCompletedSuccessfully, _requests.Single()));
        Observer.TookBack("it died");
        await restart;
    }

    [Fact]
    public async Task A_restart_that_fails_throws_its_reason_and_calls_back()
    {
        Observer.Ready();
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var first = _process.OnRestartFailed(_ => throw new InvalidOperationException("a bug of the application"));
        using var registration = _process.OnRestartFailed(told.SetResult);
        var restart = _process.RestartAsync("x");
        Observer.RestartFailed("no such file");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => restart);
        Assert.Contains("no such file", failure.Message, StringComparison.Ordinal);
        Assert.Equal("no such file", await told.Task.WaitAsync(Until.Limit));
        Assert.Equal(1, _log.Count("A callback of IGraceful failed"));
    }

    [Fact]
    public async Task After_a_take_back_the_token_is_a_new_one()
    {
        Observer.Ready();
        var first = _process.HandoverBegins;
        Observer.HandedOver(1002);
        await CancelledAsync(first);
        Observer.TookBack("it died");
        Assert.False(_process.HandoverBegins.IsCancellationRequested);
        Assert.Equal(GracefulState.Serving, _process.State);
    }

    [Fact]
    public async Task The_end_of_the_predecessor_is_a_task()
    {
        Assert.Equal((3, false), (_process.Generation, _process.PredecessorGone.IsCompleted));
        Observer.PredecessorGone();
        await _process.PredecessorGone.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_and_refuses_further_requests()
    {
        Observer.Ready();
        var restart = _process.RestartAsync("x");
        Observer.Stopping();
        await Assert.ThrowsAsync<InvalidOperationException>(() => restart);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _process.RestartAsync("x"));
    }

    [Fact]
    public async Task A_process_that_does_not_serve_refuses_to_restart()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _process.RestartAsync("before the start"));
        Observer.Ready();
        await Assert.ThrowsAsync<ArgumentException>(() => _process.RestartAsync(" "));
        Observer.Stopped();
        Assert.Equal(GracefulState.Stopped, _process.State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _process.RestartAsync("after the end"));
        Assert.Empty(_requests);

        using var unattached = new GracefulProcess(generation: 0, hasPredecessor: false, _log);
        ((ILifecycleObserver)unattached).Ready();
        await Assert.ThrowsAsync<InvalidOperationException>(() => unattached.RestartAsync("without endpoints"));
        Assert.True(unattached.PredecessorGone.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Each_request_has_one_end()
    {
        Observer.Ready();
        var first = _process.RestartAsync("first");
        Observer.HandedOver(1002);
        await first.WaitAsync(Until.Limit);
        Observer.TookBack("it died");

        var second = _process.RestartAsync("second");
        Observer.RestartFailed("no such file");
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);

        var third = _process.RestartAsync("third");
        Observer.TookBack("it died again");
        Assert.Contains(
            "it died again", (await Assert.ThrowsAsync<InvalidOperationException>(() => third)).Message, StringComparison.Ordinal);
        Assert.Equal(["first", "second", "third"], _requests);
    }

    [Fact]
    public async Task A_request_can_be_cancelled_by_its_caller()
    {
        Observer.Ready();
        using var cancellation = new CancellationTokenSource();
        var restart = _process.RestartAsync("x", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => restart);
    }

    [Fact]
    public async Task A_callback_that_is_removed_is_not_called()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var removed = _process.OnRestartFailed(_ => told.TrySetException(new InvalidOperationException("It was removed.")));
        removed.Dispose();
        using var kept = _process.OnRestartFailed(reason => told.TrySetResult(reason));
        Observer.RestartFailed("no such file");
        Assert.Equal("no such file", await told.Task.WaitAsync(Until.Limit));
        Assert.Throws<ArgumentNullException>(() => _process.OnRestartFailed(null!));
    }

    [Fact]
    public async Task A_stop_cancels_the_token_as_a_hand_over_does()
    {
        Observer.Ready();
        var token = _process.HandoverBegins;
        Observer.Stopping();
        Assert.Equal(GracefulState.Stopping, _process.State);
        await CancelledAsync(token);
    }

    public void Dispose() => _process.Dispose();

    private static async Task CancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(Until.Limit, CancellationToken.None);
    }
}
