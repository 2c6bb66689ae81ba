using System.Net;
using Instruments.Load;

namespace Restart.Bench.Contenders;

/// <summary>The times of one restart, in Stopwatch ticks.</summary>
/// <param name="BegunAt">The operator's command: <c>kill -USR2</c>, or its equivalent.</param>
/// <param name="SeenAt">The new process was seen, at most a few milliseconds after its start.</param>
/// <param name="ReadyAt">The log reported that the new process is ready.</param>
/// <param name="GoneAt">The old process had exited.</param>
/// <param name="Pid">The new process.</param>
internal sealed record RestartTimes(long BegunAt, long SeenAt, long ReadyAt, long GoneAt, int Pid);

/// <summary>A server and its way to restart.</summary>
internal abstract class Contender : IAsyncDisposable
{
    internal abstract string Name { get; }

    internal abstract IPEndPoint EndPoint { get; }

    /// <summary>The pids of the current processes, the newest last.</summary>
    internal abstract IReadOnlyList<int> Living { get; }

    /// <summary>Returns when the server answers.</summary>
    internal abstract Task StartAsync();

    /// <summary>Returns when the new process has answered each load and the old one has exited.</summary>
    internal abstract Task<RestartTimes> RestartAsync(LoadClient load);

    public abstract ValueTask DisposeAsync();
}
