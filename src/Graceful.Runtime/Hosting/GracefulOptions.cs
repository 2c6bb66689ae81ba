namespace Graceful;

/// <summary>
/// How the process restarts and stops. Set in code with <c>builder.UseGraceful(options => ...)</c>; the configuration section
/// <c>Graceful</c> has the last word, so that an operator can change what the program says
/// (<c>Graceful__DrainTimeout=00:00:10</c> in the environment).
/// </summary>
public sealed class GracefulOptions
{
    private readonly List<Func<CancellationToken, ValueTask>> _shutdownHooks = [];

    /// <summary>
    /// Signals that start the new version and hand over to it. By default SIGUSR1 and SIGUSR2. In configuration: names
    /// separated by commas (<c>Graceful__RestartSignals=SIGUSR2,SIGHUP</c>).
    /// </summary>
    public IReadOnlyList<Signal> RestartSignals { get; set; } = [Signal.SIGUSR1, Signal.SIGUSR2];

    /// <summary>
    /// Signals that drain and stop the process. By default SIGINT and SIGTERM. A second one during the drain ends the process
    /// at once, with 128 + the signal's number.
    /// </summary>
    public IReadOnlyList<Signal> StopSignals { get; set; } = [Signal.SIGINT, Signal.SIGTERM];

    /// <summary>
    /// How long requests that are under way may take when the process leaves; then their connections are aborted. By default
    /// 5 seconds; from zero to 24 days.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the new version may take until all its endpoints accept; then it is killed and the old one goes on. By default
    /// 60 seconds; more than zero, at most 24 days.
    /// </summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long an idle connection that cannot move to the new process (TLS, HTTP/2, or there is none) may take to send one more
    /// request, which is answered with <c>Connection: close</c>
    /// (<see href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, 9.6</see>); then it is closed. By default 1 second;
    /// from zero to 24 days, and never longer than <see cref="DrainTimeout"/>.
    /// </summary>
    public TimeSpan IdleLinger { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the process goes on to accept and serve after a stop signal, while the health check says unhealthy
    /// (<see cref="GracefulHealthExtensions.AddGraceful"/>): for load balancers that would otherwise send requests to a closed port.
    /// By default zero; at most 24 days. A second signal ends it. Restarts need no such time and have none.
    /// </summary>
    public TimeSpan ShutdownDelay { get; set; }

    internal IReadOnlyList<Func<CancellationToken, ValueTask>> ShutdownHooks => _shutdownHooks;

    /// <summary>
    /// Adds clean-up that runs when the process leaves: one after the other, in the order of registration, after it has stopped
    /// listening. When it stops, that is before its connections have gone; when it hands over, after they have, since until
    /// then it may have to come back.
    /// </summary>
    /// <param name="hook">An exception is logged, and the next hook runs. The token is cancelled when <see cref="DrainTimeout"/> is over.</param>
    public void OnShutdown(Func<CancellationToken, ValueTask> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        _shutdownHooks.Add(hook);
    }
}
