using Graceful.Posix;
using Graceful.Restart;
using Graceful.Supervision;
using Graceful.Systemd;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Hosting;

/// <summary>Decides whether this process is a master, and runs it.</summary>
internal static class MasterStart
{
    private const int FirstProcess = 1;

    /// <summary>Returns the reason to supervise, or <see langword="null"/> when this process serves itself.</summary>
    /// <param name="environment">The variables of a master, if there is one.</param>
    /// <param name="isSupervised">The option; <see langword="null"/> when it is not set.</param>
    /// <param name="hasPredecessor">True in a successor: it was started by an unsupervised process, and stays unsupervised.</param>
    /// <param name="pid">The id of this process.</param>
    internal static string? ReasonToSupervise(SupervisionEnvironment environment, bool? isSupervised, bool hasPredecessor, int pid) =>
        environment switch
        {
            { IsWorker: true } => null,
            { State: >= 0 } => "as before",
            _ when hasPredecessor => null,
            _ when isSupervised == true => "Graceful:Supervised is true",
            _ when isSupervised is null && pid == FirstProcess => "this process is PID 1",
            _ => null,
        };

    /// <summary>True in a process that is to be supervised and cannot be, because an unsupervised predecessor has started it.</summary>
    internal static bool IsUnsupervisedSuccessor(SupervisionEnvironment environment, bool? isSupervised, bool hasPredecessor) =>
        isSupervised == true && hasPredecessor && !environment.IsWorker;

    /// <summary>Supervises until the service ends, and exits. Does not return.</summary>
    /// <remarks>The check of a program (<see cref="ProgramCheck"/>) exits before it touches anything outside its own process.</remarks>
    internal static void Run(
        SupervisionEnvironment environment,
        string reason,
        GracefulOptions options,
        IServiceCollection services,
        Invocation invocation,
        SystemdEnvironment systemd,
        HandoverEnvironment handover)
    {
        var state = environment.State >= 0 ? MasterState.Read(environment.State) : null;
        if (environment.IsCheck)
        {
            // The running master only wants to know that its next program gets this far. It passes no other descriptors.
            Environment.Exit(0);
        }

        state?.CheckDescriptors();

        int code;
        int[] activated = [.. handover.Passed.Select(passed => passed.Fd), .. handover.Managed];

        // Before the log, which may have a thread.
        var earlyWork = EarlyWork.Find(activated);
        using (var log = new MasterLogger(services))
        {
            log.Supervising(Environment.ProcessId, reason);
            if (earlyWork.Length > 0)
            {
                log.EarlyWorkInMaster(earlyWork);
            }

            if (state is null)
            {
                IgnoredSignals.Report(options.StopSignals, log);
            }

            var settings = Settings(options);
            var pidFile = new PidFile(options.PidFile, Environment.ProcessId, log);
            var stored = handover.Listeners.Where(listener => handover.Managed.Contains(listener.Value)).Select(listener => listener.Key);
            var reports = new MasterReports(systemd, settings, pidFile, stored, log);
            var master = new MasterProcess(invocation, settings, state, activated, reports, log, log.Flush);
            code = master.Run();
        }

        Environment.Exit(code);
    }

    private static MasterSettings Settings(GracefulOptions options) => new()
    {
        RestartSignals = [.. options.RestartSignals.Select(signal => (int)signal)],
        StopSignals = [.. options.StopSignals.Select(signal => (int)signal)],
        Signals = Enum.GetValues<Signal>().ToDictionary(signal => (int)signal, signal => signal.ToPosixSignal()),
        StartTimeout = options.StartTimeout,
        SuspensionLimit = Lifecycle.LongestEnd(options),
        Program = options.Program,
        ProbationTime = options.ProbationTime,
        StoresSockets = options.SystemdFdStore,
    };
}
