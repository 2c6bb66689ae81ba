using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Instruments.Load;

/// <summary>
/// Clients that put a server under load and count the results. A failed request is counted as failed and never retried.
/// </summary>
internal sealed class LoadClient : IAsyncDisposable
{
    /// <summary>The limit for events that a test waits for: it ends a hang, and measures nothing.</summary>
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    private readonly LoadLoop _loop;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopped;

    private LoadClient(LoadPlan plan)
    {
        _loop = new LoadLoop(plan);
        new Thread(Run) { IsBackground = true, Name = $"load on {plan.Path}" }.Start();
    }

    internal static LoadClient Start(LoadPlan plan) => new(plan);

    /// <summary>Starts the load, and returns when every connection has received its first answer.</summary>
    internal static async Task<LoadClient> StartAsync(LoadPlan plan)
    {
        var client = new LoadClient(plan);
        await client.AllAnsweredAsync();
        return client;
    }

    /// <summary>Completes when each connection has received an answer since this call.</summary>
    internal Task AllAnsweredAsync()
    {
        long since = Stopwatch.GetTimestamp();
        return WhenAsync(loop => loop.Connections.All(connection => connection.LastAnsweredAt >= since), "an answer on each connection");
    }

    /// <summary>Completes after this many further answers.</summary>
    internal Task AnsweredAsync(long more)
    {
        long target = -1;
        return WhenAsync(
            loop =>
            {
                target = target < 0 ? loop.Report.Answered + more : target;
                return loop.Report.Answered >= target;
            },
            $"{more} more answers");
    }

    /// <summary>Completes after this many answers since the start.</summary>
    internal Task AnsweredInAllAsync(long count) => WhenAsync(loop => loop.Report.Answered >= count, $"{count} answers");

    /// <summary>Completes after this many failed requests since the start.</summary>
    internal Task FailedAsync(long count) => WhenAsync(loop => loop.Report.Failed >= count, $"{count} failed requests");

    /// <summary>Completes when the process has answered a request of this load.</summary>
    internal Task AnsweredByAsync(int pid) => WhenAsync(loop => loop.Report.AnsweredByPid.ContainsKey(pid), $"an answer of process {pid}");

    /// <summary>Ends the load: requests under way may finish, and then every connection closes.</summary>
    internal async Task<LoadReport> StopAsync()
    {
        _stopped = true;
        _loop.Stop();
        await _ended.Task;
        return _loop.Report;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync();
        }

        _loop.Dispose();
    }

    private async Task WhenAsync(Func<LoadLoop, bool> condition, string what)
    {
        Task met = _loop.WhenAsync(condition);
        if (await Task.WhenAny(met, _ended.Task, Task.Delay(WaitLimit)) == met)
        {
            return;
        }

        if (_ended.Task.IsFaulted)
        {
            ExceptionDispatchInfo.Throw(_ended.Task.Exception.InnerException!);
        }

        LoadReport report = await StopAsync();
        throw new TimeoutException($"Waited {WaitLimit.TotalSeconds:0} s for {what} in vain. {report}");
    }

    private void Run()
    {
        try
        {
            _loop.Run();
            _ended.SetResult();
        }
        catch (Exception e)
        {
            _ended.SetException(e);
        }
    }
}
