using System.Globalization;
using Graceful.Posix;
using Graceful.Restart;
using Microsoft.Extensions.Logging;
using static Tmds.Linux.LibC;

namespace Graceful.Supervision;

/// <summary>
/// The poll loop of the master: brings signals, messages and exits to <see cref="Master"/>, and carries out its decisions.
/// </summary>
internal sealed partial class MasterProcess
{
    private readonly Invocation _invocation;
    private readonly ILogger _log;
    private readonly Action _flushLog;
    private readonly MasterSignals _signals;
    private readonly MasterSettings _settings;
    private readonly WorkerLauncher _launcher;
    private readonly Master _master;
    private readonly MasterState _state;
    private readonly IMasterObserver _observer;
    private readonly byte[] _buffer = new byte[SupervisorMessages.MaxLength];

    // Until a worker has handed over, the master runs the version that serves.
    private bool _runsOldVersion;

    /// <param name="invocation">How this process was started.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="state">The state that a previous program of this process left; <see langword="null"/> at the first start.</param>
    /// <param name="activated">Descriptors from socket activation.</param>
    /// <param name="observer">Reports to systemd and the PID file.</param>
    /// <param name="log">The log.</param>
    /// <param name="flushLog">Writes the log lines that wait for a thread: no thread survives execve(2).</param>
    internal MasterProcess(
        Invocation invocation,
        MasterSettings settings,
        MasterState? state,
        IReadOnlyList<int> activated,
        IMasterObserver observer,
        ILogger log,
        Action flushLog)
    {
        _flushLog = flushLog;
        _invocation = invocation;
        _settings = settings;
        _observer = observer;
        _log = log;
        _signals = new MasterSignals(settings, state?.Signals ?? [], state?.Trapped ?? []);
        ProcessImage.AdoptOrphans();
        _state = state ?? CreateChannel();
        foreach (var fd in _state.Descriptors)
        {
            Descriptor.SetCloseOnExec(fd);
        }

        _launcher = new WorkerLauncher(invocation, settings.Program, _state.WorkersEnd, activated);
        _master = new Master(this, observer, settings, TimeProvider.System, log);
        if (state is not null)
        {
            _launcher.EndActivation();
            _master.Continue(state);
            _log.MasterReplaced(Environment.ProcessId);
        }

        // After the handlers: a signal that arrived during execve(2) is delivered now.
        ProcessImage.UnblockSignals(_signals.Handled);
    }

    /// <summary>Supervises until there is nothing left to supervise.</summary>
    /// <returns>The exit code.</returns>
    internal int Run()
    {
        if (_master.Workers.Count == 0)
        {
            _master.StartWorker();
        }

        while (_master.ExitCode is null)
        {
            Wait();
            Receive();
            foreach (var signal in _signals.Take())
            {
                OnSignal(signal);
            }

            Reap();
            _master.OnTimer();
            BecomeVersionOfWorkers();
            ReleaseMemoryOnceSettled();
        }

        ((IMasterActions)this).KillOrphanedSuccessors();
        _observer.Stopped();
        return _master.ExitCode.Value;
    }

    private static MasterState CreateChannel()
    {
        var (ours, theirs) = Packet.CreateChannel();
        Packet.IdentifySenders(ours);
        return new MasterState { Channel = ours, WorkersEnd = theirs };
    }

    private void Wait()
    {
        var waiting = new PollSet(
        [
            _state.Channel,
            .. _signals.Descriptors,
            .. _master.Workers.Select(worker => worker.PidFd).Append(_check?.PidFd ?? -1).Where(fd => fd >= 0),
        ]);
        var left = Master.Earlier(Master.Earlier(_master.UntilNext, _observer.ExtensionPeriod), PollPeriod);
        left = Master.Earlier(Master.Earlier(left, _check?.Left), UntilTrapsAreSafe);
        if (_master.AwaitsWorker)
        {
            _observer.Heartbeat();
            left = Master.Earlier(left, _observer.HeartbeatPeriod);
        }

        waiting.Wait(left is { } time ? (int)Math.Ceiling(time.TotalMilliseconds) : Timeout.Infinite);
        _observer.Extend();
    }

    private void Receive()
    {
        while (Packet.TryReceive(_state.Channel, _buffer, out var fd, out var sender) is > 0 and var length)
        {
            var text = SupervisorMessages.TextOf(_buffer.AsSpan(0, length));
            var message = (SupervisorMessage)_buffer[0];
            if (message == SupervisorMessage.Socket
                && fd >= 0
                && Find(sender) is { } owner
                && WorkerSocket.TryParse(fd, text) is { } socket)
            {
                _master.OnSocket(owner, socket);
                continue;
            }

            if (fd >= 0)
            {
                // Of a message that has none in this version.
                Descriptor.Close(fd);
            }

            if (message == SupervisorMessage.Hello)
            {
                OnHello(sender, text);
            }
            else if (Find(sender) is { } worker)
            {
                OnMessage(worker, message, text);
            }
        }
    }

    private void OnHello(int pid, string text)
    {
        if (pid <= 0 || !SupervisorMessages.TryParseHello(text, out var generation, out var version, out var sendsHeartbeats))
        {
            return;
        }

        // A successor that has ended and was reaped by its parent leaves a message, and no exit that the master would notice.
        if ((Find(pid) ?? WorkerProcess.TryOpen(pid, generation)) is { } worker)
        {
            worker.Program ??= OpenProgram(pid);
            _master.OnHello(worker, generation, version, sendsHeartbeats);
        }
    }

    private void OnMessage(Worker worker, SupervisorMessage message, string text)
    {
        switch (message)
        {
            case SupervisorMessage.Ready:
                _launcher.EndActivation();
                _master.OnReady(worker);
                break;
            case SupervisorMessage.Unbound:
                _master.OnUnbound(worker);
                break;
            case SupervisorMessage.SocketClosed:
                _master.OnSocketClosed(worker, text);
                break;
            case SupervisorMessage.RestartBegins:
                _master.OnRestartBegins(worker);
                break;
            case SupervisorMessage.RestartFailed:
                _master.OnRestartFailed(worker, text);
                break;
            case SupervisorMessage.HandedOver when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var successor):
                _runsOldVersion = true;
                _master.OnHandedOver(worker, successor);
                break;
            case SupervisorMessage.TookBack:
                _master.OnTookBack(worker, text);
                break;
            case SupervisorMessage.Stopping:
                _master.OnStopping(worker);
                break;
            case SupervisorMessage.Heartbeat:
                _master.OnHeartbeat(worker);
                _observer.Heartbeat();
                break;
            case SupervisorMessage.HeartbeatsEnd:
                _master.OnHeartbeatsEnd(worker);
                break;
            case SupervisorMessage.Unhealthy:
                _master.OnUnhealthy(worker, text);
                break;
        }
    }

    private void OnSignal(int signal)
    {
        var name = Signals.Name(signal);
        if (_settings.RestartSignals.Contains(signal))
        {
            _master.OnRestartSignal(name, signal);
        }
        else if (_settings.StopSignals.Contains(signal))
        {
            _master.OnStopSignal(name, signal);
        }
        else if (signal == SIGHUP && !_master.Workers.Any(worker => ProcessStatus.Catches(worker.Pid, signal)))
        {
            // The terminal has gone. Without a handler, the signal would end any program.
            _master.OnStopSignal(name, SIGTERM);
        }
        else if (signal != SIGCHLD && _master.Workers.Any(worker => ProcessStatus.Catches(worker.Pid, signal)))
        {
            _master.OnOtherSignal(signal);
        }
    }

    private Worker? Find(int pid) => _master.Workers.FirstOrDefault(worker => worker.Pid == pid);
}
