using System.Net;
using Runtime.Tests.Processes.Load;

namespace Restart.Bench.Contenders;

/// <summary>One restart as it happened; all times in Stopwatch ticks.</summary>
/// <param name="BegunAt">The operator's command: <c>kill -USR2</c>, or what takes its place.</param>
/// <param name="SeenAt">The new process was seen, at most a few milliseconds after its start.</param>
/// <param name="ReadyAt">The log said that the new process is ready.</param>
/// <param name="GoneAt">The old process had gone.</param>
/// <param name="Pid">The new process.</param>
internal sealed record RestartTimes(long BegunAt, long SeenAt, long ReadyAt, long GoneAt, int Pid);

/// <summary>A server and the way in which it is restarted.</summary>
internal abstract class Contender : IAsyncDisposable
{
    internal abstract string Name { get; }

    internal abstract IPEndPoint EndPoint { get; }

    /// <summary>The pids that live now, the newest one last.</summary>
    internal abstract IReadOnlyList<int> Living { get; }

    /// <summary>Returns when the server answers.</summary>
    internal abstract Task StartAsync();

    /// <summary>Returns when each load has been answered by the new process and the old one has gone.</summary>
    internal abstract Task<RestartTimes> RestartAsync(LoadClient load);

    public abstract ValueTask DisposeAsync();
}
