namespace Graceful;

/// <summary>
/// The restarts of this process, as a singleton service. Available after <c>UseGraceful()</c>.
/// </summary>
public interface IGraceful
{
    /// <summary>Gets the present state of this process.</summary>
    GracefulState State { get; }

    /// <summary>Gets the number of restarts before this process: 0 in the first generation.</summary>
    int Generation { get; }

    /// <summary>
    /// Gets a token that is cancelled when this process begins to hand over or to stop. After a hand-over that failed, the property
    /// returns a new token, so that read it for each use.
    /// </summary>
    /// <remarks>
    /// Use it for event streams and WebSockets that end at a restart: <c>ApplicationStopping</c> is signalled only when the hand-over can
    /// no longer fail, or shortly before <see cref="GracefulOptions.DrainTimeout"/>.
    /// </remarks>
    CancellationToken HandoverBegins { get; }

    /// <summary>Gets a task that completes when the predecessor has ended; at once in the first generation.</summary>
    Task PredecessorGone { get; }

    /// <summary>Starts the new version and hands over to it, as a restart signal does.</summary>
    /// <param name="reason">The reason, for the log.</param>
    /// <param name="cancellationToken">Ends the wait, not the restart.</param>
    /// <returns>
    /// A task that completes when the successor serves and the hand-over begins. In the state <see cref="GracefulState.HandingOver"/> it
    /// completes at once: the successor restarts when this process has ended.
    /// </returns>
    /// <exception cref="InvalidOperationException">
    /// The restart failed, with the reason in the message, and this process serves as before. Or the process does not serve: it has no
    /// listening endpoint, stops, or runs on a system other than Linux.
    /// </exception>
    Task RestartAsync(string reason, CancellationToken cancellationToken = default);

    /// <summary>Registers a callback for restarts that fail, before or after the hand-over has begun.</summary>
    /// <param name="callback">Receives the reason. Callbacks run on the thread pool, one after the other.</param>
    /// <returns>Removes the callback when disposed.</returns>
    IDisposable OnRestartFailed(Action<string> callback);
}

/// <summary>The states of a process that <see cref="IGraceful"/> distinguishes.</summary>
public enum GracefulState
{
    /// <summary>Endpoints are being bound.</summary>
    Starting,

    /// <summary>The process accepts and serves.</summary>
    Serving,

    /// <summary>The process serves, and a successor starts.</summary>
    Restarting,

    /// <summary>A successor serves, and the connections of this process move or end.</summary>
    HandingOver,

    /// <summary>The process stops without a successor.</summary>
    Stopping,

    /// <summary>The process has no connections and exits next.</summary>
    Stopped,
}
