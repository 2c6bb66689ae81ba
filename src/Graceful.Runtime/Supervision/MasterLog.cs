using Microsoft.Extensions.Logging;

namespace Graceful.Supervision;

/// <summary>Log messages of the master. Each states the event, its effect, and what to do.</summary>
internal static partial class MasterLog
{
    [LoggerMessage(100, LogLevel.Information, "Supervising as process {OwnPid} ({Reason}); workers serve, signals go to process {OwnPid}")]
    internal static partial void Supervising(this ILogger log, int ownPid, string reason);

    [LoggerMessage(101, LogLevel.Information, "Worker {Pid} was started as generation {Generation}")]
    internal static partial void WorkerStarted(this ILogger log, int pid, int generation);

    [LoggerMessage(102, LogLevel.Error,
        "A worker could not be started: {Reason}; {Clients}, the next attempt is in {Delay}, a restart signal starts it at once")]
    internal static partial void WorkerNotStarted(this ILogger log, string reason, string clients, TimeSpan delay);

    [LoggerMessage(103, LogLevel.Information, "Worker {Pid}, generation {Generation}, serves")]
    internal static partial void WorkerServes(this ILogger log, int pid, int generation);

    [LoggerMessage(104, LogLevel.Information, "Worker {Pid} handed over to worker {Successor}, generation {Generation}")]
    internal static partial void WorkerReplaced(this ILogger log, int pid, int successor, int generation);

    [LoggerMessage(105, LogLevel.Error,
        "Worker {Pid} exited with {Status}; {Clients}, another worker starts in {Delay}, a restart signal starts it at once")]
    internal static partial void WorkerDied(this ILogger log, int pid, string status, string clients, TimeSpan delay);

    [LoggerMessage(106, LogLevel.Information, "Exiting as {OwnPid}: the last worker, {Pid}, exited with {Status}")]
    internal static partial void MasterExits(this ILogger log, int ownPid, int pid, string status);

    [LoggerMessage(107, LogLevel.Information, "{Signal} received, stopping {Count} workers")]
    internal static partial void MasterStops(this ILogger log, string signal, int count);

    [LoggerMessage(108, LogLevel.Warning, "{Signal} received while stopping: ignored, start the service again to run a new version")]
    internal static partial void RestartIgnored(this ILogger log, string signal);

    [LoggerMessage(109, LogLevel.Information, "{Signal} received while no worker runs: starting one at once")]
    internal static partial void StartedBySignal(this ILogger log, string signal);

    [LoggerMessage(110, LogLevel.Information, "{Signal} received while a worker starts: passed on to it when it has started")]
    internal static partial void RestartWaits(this ILogger log, string signal);

    [LoggerMessage(111, LogLevel.Information, "Worker {Pid} has served for {ProbationTime}; the previous version is not kept any longer")]
    internal static partial void ProbationPassed(this ILogger log, int pid, TimeSpan probationTime);

    [LoggerMessage(112, LogLevel.Error,
        "The new version, worker {Pid}, generation {Generation}, {Reason} within Graceful:ProbationTime; " +
        "the previous version is started, fix the new one and send the restart signal again")]
    internal static partial void ReturnsToPreviousVersion(this ILogger log, int pid, int generation, string reason);

    [LoggerMessage(113, LogLevel.Warning,
        "The previous version serves again as worker {Pid}, generation {Generation}; fix the new version and send the restart signal "
        + "again")]
    internal static partial void PreviousVersionServes(this ILogger log, int pid, int generation);

    [LoggerMessage(114, LogLevel.Error,
        "The previous version, worker {Pid}, {Reason} before it served; the next worker starts from the program's path, fix the program "
        + "there")]
    internal static partial void PreviousVersionFailed(this ILogger log, int pid, string reason);

    [LoggerMessage(115, LogLevel.Information, "The master {OwnPid} has replaced its program with the version that serves")]
    internal static partial void MasterReplaced(this ILogger log, int ownPid);

    [LoggerMessage(116, LogLevel.Warning,
        "The master {OwnPid} stays the version that it is: {Reason}; the workers are not affected, " +
        "restart the service to replace the master")]
    internal static partial void MasterNotReplaced(this ILogger log, int ownPid, string reason);

    [LoggerMessage(117, LogLevel.Error, "The master has ended; worker {OwnPid} finishes its requests and exits, start the service again")]
    internal static partial void MasterGone(this ILogger log, int ownPid);

    [LoggerMessage(118, LogLevel.Warning,
        "Graceful:Supervised is true, but an unsupervised process has started {OwnPid}, which stays unsupervised; " +
        "stop and start the service once to supervise it")]
    internal static partial void StaysUnsupervised(this ILogger log, int ownPid);

    [LoggerMessage(119, LogLevel.Warning,
        "The program started {Found} before UseGraceful(): the master, which never serves, keeps it too; call UseGraceful() first")]
    internal static partial void EarlyWorkInMaster(this ILogger log, string found);

    [LoggerMessage(120, LogLevel.Error,
        "Worker {Pid} exited with {Status} while its successor starts; {Clients} until it serves, " +
        "another worker starts in {StartTimeout}")]
    internal static partial void SuccessorGoesOn(this ILogger log, int pid, string status, string clients, TimeSpan startTimeout);

    [LoggerMessage(121, LogLevel.Warning,
        "Worker {Pid}, generation {Generation}, is not needed and is stopped: worker {Serving} serves already")]
    internal static partial void WorkerNotNeeded(this ILogger log, int pid, int generation, int serving);

    [LoggerMessage(122, LogLevel.Warning,
        "The master {OwnPid} stays the version that it is: the new version, started as a master with the present configuration, {Outcome}; "
        + "the workers are not affected, fix the problem and send the restart signal again{ErrorOutput}")]
    internal static partial void NextMasterRefused(this ILogger log, int ownPid, string outcome, string errorOutput);

    [LoggerMessage(123, LogLevel.Warning,
        "Worker {Pid}, generation {Generation}, has been stopped (SIGSTOP), cannot react to the restart or stop, and is killed; "
        + "its requests are lost. Find out what sent SIGSTOP")]
    internal static partial void SuspendedWorkerKilled(this ILogger log, int pid, int generation);

    [LoggerMessage(131, LogLevel.Warning,
        "Process {Pid}, the successor of a worker that has died, has not reported itself and is killed. Find out what its start waits "
        + "for, or raise Graceful:StartTimeout")]
    internal static partial void OrphanedSuccessorKilled(this ILogger log, int pid);

    [LoggerMessage(130, LogLevel.Warning,
        "The logging of the application cannot be used in the master: {Reason}; the master logs to the console. Register what the "
        + "logger needs before UseGraceful()")]
    internal static partial void LoggingOfApplicationUnusable(this ILogger log, string reason);
}
