using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>The log lines of the lifecycle. docs/log-events.md lists every event id.</summary>
internal static partial class LifecycleLog
{
    [LoggerMessage(10, LogLevel.Information, "{Signal} received, restarting gracefully")]
    internal static partial void RestartSignalReceived(this ILogger log, string signal);

    [LoggerMessage(11, LogLevel.Information,
        "Successor {Pid} has been started, waiting up to {StartTimeout} for it to be ready; still serving as {OwnPid}")]
    internal static partial void SuccessorStarted(this ILogger log, int pid, TimeSpan startTimeout, int ownPid);

    [LoggerMessage(12, LogLevel.Information, "Successor {Pid} is ready after {Milliseconds} ms")]
    internal static partial void SuccessorReady(this ILogger log, int pid, long milliseconds);

    [LoggerMessage(13, LogLevel.Information, "Stopped accepting new connections as {OwnPid}")]
    internal static partial void StoppedAccepting(this ILogger log, int ownPid);

    [LoggerMessage(14, LogLevel.Information, "Waiting for {Count} connections to be closed, up to {DrainTimeout}")]
    internal static partial void WaitingForConnections(this ILogger log, int count, TimeSpan drainTimeout);

    [LoggerMessage(15, LogLevel.Information,
        "All connections have been closed: {Moved} moved to process {Pid}, {Closed} ended here; "
        + "exiting as {OwnPid} after {Milliseconds} ms")]
    internal static partial void HandedOver(this ILogger log, int moved, int pid, int closed, int ownPid, long milliseconds);

    [LoggerMessage(16, LogLevel.Information,
        "All connections have been closed: {Closed} ended; exiting as {OwnPid} after {Milliseconds} ms")]
    internal static partial void Drained(this ILogger log, int closed, int ownPid, long milliseconds);

    [LoggerMessage(54, LogLevel.Warning,
        "{Open} connections are still open after their abort, {Moved} moved to process {Pid}, {Closed} ended here; "
        + "exiting as {OwnPid} after {Milliseconds} ms, their requests may delay the exit by up to {ExitDelay}")]
    internal static partial void HandedOverWithOpenConnections(
        this ILogger log, int open, int moved, int pid, int closed, int ownPid, long milliseconds, TimeSpan exitDelay);

    [LoggerMessage(55, LogLevel.Warning,
        "{Open} connections are still open after their abort, {Closed} ended; "
        + "exiting as {OwnPid} after {Milliseconds} ms, their requests may delay the exit by up to {ExitDelay}")]
    internal static partial void DrainedWithOpenConnections(
        this ILogger log, int open, int closed, int ownPid, long milliseconds, TimeSpan exitDelay);

    [LoggerMessage(17, LogLevel.Warning,
        "{Count} connections were still open after {DrainTimeout} and are aborted; raise Graceful:DrainTimeout if requests take that long")]
    internal static partial void DrainTimedOut(this ILogger log, int count, TimeSpan drainTimeout);

    [LoggerMessage(18, LogLevel.Information, "{Signal} received, stopping gracefully")]
    internal static partial void StopSignalReceived(this ILogger log, string signal);

    [LoggerMessage(19, LogLevel.Warning, "{Signal} received for the second time, exiting at once with {ExitCode}")]
    internal static partial void SecondStopSignal(this ILogger log, string signal, int exitCode);

    [LoggerMessage(53, LogLevel.Information,
        "{Signal} received again within {SameStop}, from the master and from its supervisor: one request to stop. " +
        "A later one ends the process")]
    internal static partial void SameStopSignal(this ILogger log, string signal, TimeSpan sameStop);

    [LoggerMessage(20, LogLevel.Information, "The application stops, draining first")]
    internal static partial void ApplicationStops(this ILogger log);

    [LoggerMessage(21, LogLevel.Information, "{Signal} received while {State}: the restart is pending and follows afterwards")]
    internal static partial void RestartDeferred(this ILogger log, string signal, string state);

    [LoggerMessage(77, LogLevel.Warning,
        "{Signal} received: ignored, because this process has no endpoint to hand over; stop it, and start it again to run a new version")]
    internal static partial void RestartWithoutEndpoints(this ILogger log, string signal);

    [LoggerMessage(22, LogLevel.Information, "{Signal} received while {State}: a restart is pending already, this one joins it")]
    internal static partial void RestartJoined(this ILogger log, string signal, string state);

    [LoggerMessage(23, LogLevel.Information,
        "{Signal} received while draining: passed on to the successor {Pid}, which restarts when this process has ended")]
    internal static partial void RestartPassedOn(this ILogger log, string signal, int pid);

    [LoggerMessage(56, LogLevel.Information, "The pending restart begins, restarting gracefully")]
    internal static partial void PendingRestartBegins(this ILogger log);

    [LoggerMessage(24, LogLevel.Warning,
        "{Signal} received while stopping: ignored, the process ends; unless a successor serves, start the service again to run a new "
        + "version")]
    internal static partial void RestartRefused(this ILogger log, string signal);

    [LoggerMessage(25, LogLevel.Error,
        "The successor could not be started: {Reason}; still serving as {OwnPid}, fix the problem and send the signal again")]
    internal static partial void SuccessorNotStarted(this ILogger log, string reason, int ownPid);

    [LoggerMessage(26, LogLevel.Error,
        "Successor {Pid} exited with {Status} before it was ready; still serving as {OwnPid}, fix the problem and send the signal again"
        + "{ErrorOutput}")]
    internal static partial void SuccessorFailed(this ILogger log, int pid, string status, int ownPid, string errorOutput);

    [LoggerMessage(27, LogLevel.Error,
        "Successor {Pid} was not ready within {StartTimeout} and is killed; still serving as {OwnPid}, fix the problem or raise "
        + "Graceful:StartTimeout, and send the signal again")]
    internal static partial void SuccessorTimedOut(this ILogger log, int pid, TimeSpan startTimeout, int ownPid);

    [LoggerMessage(28, LogLevel.Error,
        "Successor {Pid} exited with {Status} while this process drained; accepting again as {OwnPid}, {Count} connections stayed, "
        + "fix the new version and send the signal again")]
    internal static partial void SuccessorDied(this ILogger log, int pid, string status, int ownPid, int count);

    [LoggerMessage(29, LogLevel.Information, "Successor {Pid} was told to stop; this process continues to drain")]
    internal static partial void SuccessorStopped(this ILogger log, int pid);

    [LoggerMessage(30, LogLevel.Information, "Successor {Pid} is stopped, since this process was told to stop")]
    internal static partial void StoppingSuccessor(this ILogger log, int pid);

    [LoggerMessage(31, LogLevel.Information, "Serving as process {OwnPid}, generation {Generation}")]
    internal static partial void Serving(this ILogger log, int ownPid, int generation);

    [LoggerMessage(32, LogLevel.Information, "The predecessor has ended; its connections were adopted here")]
    internal static partial void PredecessorFinished(this ILogger log);

    [LoggerMessage(33, LogLevel.Warning,
        "The predecessor died before it had finished; serving alone as {OwnPid}, the connections that it still had are lost. Look for "
        + "the cause in its output and in the kernel log (a crash, kill -9, the OOM killer)")]
    internal static partial void PredecessorDied(this ILogger log, int ownPid);

    [LoggerMessage(34, LogLevel.Error, "A shutdown hook failed; the next one runs, fix the hook that the exception shows")]
    internal static partial void ShutdownHookFailed(this ILogger log, Exception reason);

    [LoggerMessage(35, LogLevel.Warning,
        "Graceful restarts need Linux on x64, arm64 or arm; on this system the server runs without them and stops gracefully")]
    internal static partial void NotLinux(this ILogger log);

    [LoggerMessage(67, LogLevel.Error,
        "Tmds.LibC.dll could not be loaded, so that the server runs without restarts and stops gracefully; deploy all files that dotnet "
        + "publish wrote, its folder runtimes too")]
    internal static partial void LibCMissing(this ILogger log);

    [LoggerMessage(36, LogLevel.Critical,
        "The lifecycle failed in state {State}; the process exits, since it could no longer be restarted or stopped")]
    internal static partial void LifecycleFailed(this ILogger log, LifecycleState state, Exception reason);

    [LoggerMessage(37, LogLevel.Error,
        "Successor {Pid} exited with {Status} after this process was told to stop or had run its shutdown hooks; exiting as {OwnPid}, "
        + "start the service again unless a master does")]
    internal static partial void SuccessorDiedTooLate(this ILogger log, int pid, string status, int ownPid);

    [LoggerMessage(38, LogLevel.Error,
        "{Observer} failed; the process continues, but the PID file or systemd may show a wrong process or state. Check both")]
    internal static partial void ObserverFailed(this ILogger log, string observer, Exception reason);

    [LoggerMessage(40, LogLevel.Warning, "Still open: {Connection}; aborted now")]
    internal static partial void StillOpen(this ILogger log, string connection);

    [LoggerMessage(41, LogLevel.Warning, "Still open: {Count} more; aborted now")]
    internal static partial void MoreStillOpen(this ILogger log, int count);

    [LoggerMessage(42, LogLevel.Information,
        "Serving for another {ShutdownDelay} while the health check is unhealthy, so that load balancers notice; then {OwnPid} drains")]
    internal static partial void StopAnnounced(this ILogger log, TimeSpan shutdownDelay, int ownPid);

    [LoggerMessage(43, LogLevel.Warning,
        "{Count} connections have requests that ignore HttpContext.RequestAborted; {OwnPid} stops without them, pass the token on")]
    internal static partial void RequestsAbandoned(this ILogger log, int count, int ownPid);

    [LoggerMessage(66, LogLevel.Error,
        "A background service has thrown, so that the host stops: {OwnPid} drains and ends as after a crash, a predecessor that still "
        + "drains accepts again, a master starts a worker. Handle the exception in the service")]
    internal static partial void BackgroundServiceFailed(this ILogger log, int ownPid);

    [LoggerMessage(65, LogLevel.Warning,
        "The host has not stopped within {Limit} after the hand-over: a hosted service or a callback of ApplicationStopping does not end; "
        + "{OwnPid} exits without it, observe its cancellation token or raise HostOptions.ShutdownTimeout")]
    internal static partial void HostNotStopped(this ILogger log, TimeSpan limit, int ownPid);

    [LoggerMessage(44, LogLevel.Information, "{Count} shutdown hooks ran in {Milliseconds} ms")]
    internal static partial void ShutdownHooksRan(this ILogger log, int count, long milliseconds);

    [LoggerMessage(46, LogLevel.Error,
        "Successor {Pid} was ready but did not answer within {Limit} and is killed; {Count} connections return to {OwnPid}, fix the "
        + "problem and send the signal again")]
    internal static partial void SuccessorUnresponsive(this ILogger log, int pid, TimeSpan limit, int count, int ownPid);

    [LoggerMessage(47, LogLevel.Error, "A callback of IGraceful failed; the other callbacks run. Fix the callback")]
    internal static partial void CallbackFailed(this ILogger log, Exception reason);

    [LoggerMessage(48, LogLevel.Warning,
        "ApplicationStopping was raised before the successor died; services that ended with it do not run in {OwnPid}, restart or stop it")]
    internal static partial void TookBackAfterApplicationStopping(this ILogger log, int ownPid);

    [LoggerMessage(49, LogLevel.Error,
        "The single-generation service {Service} could not be {Action}; the process continues without it. Fix the service and restart")]
    internal static partial void SingleGenerationServiceFailed(this ILogger log, string service, string action, Exception reason);

    [LoggerMessage(59, LogLevel.Warning,
        "{Count} lines of Graceful are missing here: the log did not accept them; check what reads the log of this process")]
    internal static partial void LinesDropped(this ILogger log, int count);

    [LoggerMessage(52, LogLevel.Information,
        "The program file {Path} has not changed since this process started, so the new process runs the same version; "
        + "set Graceful:Program when a wrapper script picks the release")]
    internal static partial void ProgramUnchanged(this ILogger log, string path);
}
