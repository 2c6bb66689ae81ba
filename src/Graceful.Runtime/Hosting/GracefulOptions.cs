using System.Runtime.InteropServices;
using Graceful.Restart;

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

    /// <summary>
    /// A file that names the main process, written (by rename) when the process is ready and removed by the last one. By default
    /// <see langword="null"/>: none. Relative to the working directory at start-up; its directory must exist. When it cannot be
    /// written, an error is logged and the service goes on.
    /// </summary>
    public string? PidFile { get; set; }

    /// <summary>
    /// Whether systemd keeps the listening sockets while the service is stopped and started, or after a crash
    /// (<c>FileDescriptorStoreMax=</c> in <see href="https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html">systemd.service(5)</see>,
    /// which must be set as well). By default <see langword="false"/>: a service that is stopped refuses connections, and with the
    /// store they wait for the next start.
    /// </summary>
    public bool SystemdFdStore { get; set; }

    internal InheritableDescriptors InheritableDescriptors { get; } = new();

    internal IReadOnlyList<Func<CancellationToken, ValueTask>> ShutdownHooks => _shutdownHooks;

    /// <summary>
    /// Passes a descriptor of the application's own on to each successor, which takes it with
    /// <see cref="InheritedDescriptors.TryTake"/> under the same name, and has to pass it on in its turn. Both processes have it
    /// until this one ends. What else the application opens is not inherited (O_CLOEXEC, open(2)).
    /// </summary>
    /// <param name="name">1 to 128 characters without control characters; not used for another handle; 64 at most.</param>
    /// <param name="handle">Open, and to be kept open: one that is closed at the time of a restart is left out, with an error in the log.</param>
    /// <exception cref="ArgumentException">The name is not usable or taken, the handle is closed, or these are too many.</exception>
    public void Inherit(string name, SafeHandle handle) => InheritableDescriptors.Add(name, handle);

    /// <summary>
    /// Passes bytes on to each successor, which takes them with <see cref="InheritedDescriptors.TryTakeState"/>: counters, the
    /// keys of a cache to warm up. They are taken just before the successor is started; this process goes on serving meanwhile.
    /// </summary>
    /// <param name="name">1 to 128 characters without control characters; not used for other state; 64 at most.</param>
    /// <param name="state">
    /// Returns at most 64 MiB; all such functions together have 2 seconds, on one thread. One that throws, is too slow or returns
    /// too much is logged as an error, and the successor starts without its state.
    /// </param>
    /// <exception cref="ArgumentException">The name is not usable or taken, or these are too many.</exception>
    public void InheritState(string name, Func<ReadOnlyMemory<byte>> state) => InheritableDescriptors.Add(name, state);

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
