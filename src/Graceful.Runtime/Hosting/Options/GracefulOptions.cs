using System.Runtime.InteropServices;
using Graceful.Restart;

namespace Graceful;

/// <summary>
/// The settings for restarts and stops. Set them in code with <c>builder.UseGraceful(options => ...)</c> or
/// <c>services.Configure&lt;GracefulOptions&gt;(...)</c>. The configuration section <c>Graceful</c> overrides the code, so that an
/// operator can change them (<c>Graceful__DrainTimeout=00:00:10</c> in the environment).
/// </summary>
public sealed class GracefulOptions
{
    private readonly List<Func<CancellationToken, ValueTask>> _shutdownHooks = [];

    /// <summary>
    /// Gets or sets the signals that start the new version and hand over to it. By default SIGUSR1 and SIGUSR2. In configuration: names
    /// separated by commas (<c>Graceful__RestartSignals=SIGUSR2,SIGHUP</c>).
    /// </summary>
    public IReadOnlyList<Signal> RestartSignals { get; set; } = [Signal.SIGUSR1, Signal.SIGUSR2];

    /// <summary>
    /// Gets or sets the signals that drain and stop the process. By default SIGINT, SIGQUIT and SIGTERM, as in ASP.NET Core. A second
    /// one during the drain ends the process at once, with 128 + the signal's number.
    /// </summary>
    public IReadOnlyList<Signal> StopSignals { get; set; } = [Signal.SIGINT, Signal.SIGQUIT, Signal.SIGTERM];

    /// <summary>
    /// Gets or sets how long running requests may take when the process hands over or stops. Then their connections are aborted. By
    /// default 5 seconds; from zero to 24 days.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets how long the new version may take until all its endpoints accept. Then it is killed, and this process continues to
    /// serve. By default 60 seconds; more than zero, at most 24 days.
    /// </summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Gets or sets how long an idle connection that cannot move (TLS, HTTP/2, or a stop without a successor) may take to send one more
    /// request, which is answered with <c>Connection: close</c>
    /// (<see href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, 9.6</see>). Then it is closed. By default 1 second;
    /// from zero to 24 days, limited by <see cref="DrainTimeout"/>.
    /// </summary>
    public TimeSpan IdleLinger { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets how long the process accepts and serves after a stop signal while the health check is unhealthy
    /// (<see cref="GracefulHealthExtensions.AddGraceful"/>), so that load balancers stop sending requests before the port is closed.
    /// By default zero; at most 24 days. A second signal ends the process. Restarts have no such delay.
    /// </summary>
    public TimeSpan ShutdownDelay { get; set; }

    /// <summary>
    /// Gets or sets the path of a file with the pid of the main process, written (by rename) when the process is ready and removed by
    /// the last generation. By default <see langword="null"/>: none. Relative to the working directory at start-up; its directory must
    /// exist. When it cannot be written, an error is logged and the service continues. A process that binds no endpoint writes none.
    /// </summary>
    public string? PidFile { get; set; }

    /// <summary>
    /// Gets or sets the path of the program that a restart starts in place of the running one, with the application's arguments: a wrapper
    /// script that picks the release, for example. By default <see langword="null"/>: the file under the name by which this process was
    /// started, which for <c>exec releases/42/app</c> is always the same release. Relative to the working directory at start-up; it must
    /// exist and be executable.
    /// </summary>
    public string? Program { get; set; }

    /// <summary>
    /// Gets or sets whether systemd keeps the listening sockets while the service is stopped and started, or after a crash. Connections
    /// then wait for the next start instead of being refused. By default <see langword="false"/>. The unit needs
    /// <c>FileDescriptorStoreMax=</c>
    /// (<see href="https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html">systemd.service(5)</see>).
    /// </summary>
    public bool SystemdFdStore { get; set; }

    /// <summary>
    /// Gets or sets whether a master process supervises the workers that serve. The master keeps its process id through restarts and
    /// crashes. By default <see langword="null"/>: only when the program is started as PID 1, as in a container.
    /// </summary>
    public bool? Supervised { get; set; }

    /// <summary>
    /// Gets or sets how long a new version must serve under supervision until the previous one is given up. When the new version exits,
    /// hangs or reports unhealthy before that, the master starts the previous one again. By default 10 seconds; zero switches this off; at
    /// most 24 days.
    /// </summary>
    public TimeSpan ProbationTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets whether the application's health checks (<c>AddHealthChecks()</c>) take part in <see cref="ProbationTime"/>: the first
    /// report that is unhealthy brings the previous version back. By default <see langword="false"/>.
    /// </summary>
    public bool ProbationHealthChecks { get; set; }

    /// <summary>
    /// Gets or sets how many long-lived connections (<see cref="MovesOnRestartAttribute"/>) may move to the new process in a second: each
    /// starts a handler there. From 1 to 1,000,000. By default <see langword="null"/>: those whose clients send something move first, and
    /// the idle ones 32 at a time, then more. Connections between two requests are not counted. Those that have not moved at
    /// <see cref="DrainTimeout"/> are closed.
    /// </summary>
    public int? MoveRate { get; set; }

    internal InheritableDescriptors Inheritable { get; } = new();

    internal IReadOnlyList<Func<CancellationToken, ValueTask>> ShutdownHooks => _shutdownHooks;

    /// <summary>
    /// Passes a descriptor of the application to each successor, which takes it with <see cref="InheritedDescriptors.TryTake"/> under the
    /// same name and has to register it again. Both processes have it until this one ends. Other descriptors of the application are not
    /// inherited (O_CLOEXEC, open(2)).
    /// </summary>
    /// <param name="name">1 to 128 characters without control characters; not used for another handle; 64 at most.</param>
    /// <param name="handle">
    /// An open handle, to be kept open. A handle that is closed at a restart is left out, with an error in the log.
    /// </param>
    /// <exception cref="ArgumentException">The name is not valid or taken, the handle is closed, or the limit of 64 is reached.</exception>
    public void Inherit(string name, SafeHandle handle) => Inheritable.Add(name, handle);

    /// <summary>
    /// Passes bytes to each successor, which takes them with <see cref="InheritedDescriptors.TryTakeState"/>: counters, for example, or
    /// the keys of a cache. The function runs just before the successor is started, while this process serves.
    /// </summary>
    /// <param name="name">1 to 128 characters without control characters; not used for other state; 64 at most.</param>
    /// <param name="state">
    /// Returns at most 64 MiB. All such functions together have 2 seconds, on one thread. When one throws, is too slow or returns too
    /// much, an error is logged and the successor starts without that state.
    /// </param>
    /// <exception cref="ArgumentException">The name is not valid or taken, or the limit of 64 is reached.</exception>
    public void InheritState(string name, Func<ReadOnlyMemory<byte>> state) => Inheritable.Add(name, state);

    /// <summary>
    /// Adds a clean-up function. The functions run one after the other in the order of registration, after the process has stopped
    /// accepting: at a stop while connections drain, at a hand-over after the last connection has left, because until then the process
    /// may have to accept again.
    /// </summary>
    /// <param name="hook">
    /// An exception is logged, and the next function runs. The token is cancelled after <see cref="DrainTimeout"/>.
    /// </param>
    public void OnShutdown(Func<CancellationToken, ValueTask> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        _shutdownHooks.Add(hook);
    }
}
