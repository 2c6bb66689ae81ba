using System.Diagnostics;
using Instruments.Load;
using Restart.Bench.Contenders;

namespace Restart.Bench.Measuring;

/// <summary>One contender under one kind of load through a series of restarts.</summary>
internal sealed record RunResult(string Contender, LoadProfile Profile, IReadOnlyList<RestartTimes> Restarts, LoadReport Report)
{
    /// <summary>The time after a restart that still counts as its window: queued requests are answered in it.</summary>
    private static readonly long Aftermath = Stopwatch.Frequency / 20;

    /// <summary>The time until the connections are open and the client's own code is compiled.</summary>
    private static readonly long WarmUp = Stopwatch.Frequency / 2;

    internal double FailedPerRestart => Report.Failed / (double)Restarts.Count;

    internal double ClosedPerRestart => Report.ConnectionsClosed / (double)Restarts.Count;

    internal double ReconnectsPerRestart => Report.Reconnects / (double)Restarts.Count;

    /// <summary>Milliseconds from the command to the first response of the new process.</summary>
    internal IReadOnlyList<double> FirstAnswers =>
        [.. Restarts.Select(restart => Milliseconds(restart.BegunAt, FirstAnswerOf(restart.Pid)))];

    /// <summary>Milliseconds from the start of the new process until it reports that it is ready.</summary>
    internal IReadOnlyList<double> StartUps => [.. Restarts.Select(restart => Milliseconds(restart.SeenAt, restart.ReadyAt))];

    /// <summary>Latencies of the requests that were under way at some time in the window of a restart.</summary>
    internal Percentiles InRestarts => LatencyLog.Of(Report.Latencies.All.Where(InSomeWindow));

    /// <summary>Latencies of the requests that were sent while the new process starts.</summary>
    internal Percentiles WhileStarting => Sent(restart => (restart.BegunAt, restart.ReadyAt));

    /// <summary>Latencies while the connections move.</summary>
    internal Percentiles WhileMoving => Sent(restart => (restart.ReadyAt, restart.GoneAt));

    /// <summary>Latencies just after the old process has exited.</summary>
    internal Percentiles JustAfter => Sent(restart => (Math.Max(restart.GoneAt, restart.ReadyAt), End(restart)));

    /// <summary>Latencies of all other requests, after the warm-up.</summary>
    internal Percentiles Steady => LatencyLog.Of(
        Report.Latencies.All.Where(answer => answer.SentAt > Report.StartedAt + WarmUp && !InSomeWindow(answer)));

    internal static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);

    private bool InSomeWindow(Answer answer)
        => Restarts.Any(restart => answer.AnsweredAt >= restart.BegunAt && answer.SentAt <= End(restart));

    private Percentiles Sent(Func<RestartTimes, (long From, long To)> phase) => LatencyLog.Of(Report.Latencies.All.Where(
        answer => Restarts.Any(restart => phase(restart) is var (from, to) && answer.SentAt >= from && answer.SentAt < to)));

    private static long End(RestartTimes restart) => Math.Max(restart.GoneAt, restart.ReadyAt) + Aftermath;

    private long FirstAnswerOf(int pid) => Report.Latencies.All.First(answer => answer.Pid == pid).AnsweredAt;

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}
