using System.Runtime.InteropServices;
using Graceful.Posix;

namespace Graceful.Hosting;

/// <summary>
/// Handles signals from the first moment on: before a handler is registered, SIGUSR2 kills the process. What comes before the
/// application is built is kept for it; a stop signal then does what it does to any process.
/// </summary>
/// <remarks>
/// Restart signals are taken past the runtime where that is possible (<see cref="SignalEvent"/>): a process is restarted just
/// when its thread pool is stuck. Stop signals come on a thread of the runtime's own.
/// </remarks>
internal sealed class SignalIntake : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<SignalEvent> _events = [];
    private readonly LifecycleThread _thread;
    private readonly WakeUp _end = new();
    private readonly Thread? _watching;
    private volatile Lifecycle? _lifecycle;

    internal SignalIntake(GracefulOptions options, LifecycleThread thread)
    {
        _thread = thread;
        foreach (var signal in options.RestartSignals)
        {
            if (SignalEvent.TryCreate((int)signal) is { } direct)
            {
                _events.Add(direct);
                continue;
            }

            Register(signal, context =>
            {
                context.Cancel = true;
                Restart(signal);
            });
        }

        if (_events.Count > 0)
        {
            _watching = new Thread(Watch) { Name = "graceful-signals", IsBackground = true };
            _watching.Start();
        }

        foreach (var signal in options.StopSignals)
        {
            Register(signal, context =>
            {
                if (_lifecycle is { } lifecycle)
                {
                    context.Cancel = true;
                    _thread.Post(() => lifecycle.OnStopSignal(signal.ToString(), (int)signal));
                }
            });
        }
    }

    /// <summary>From now on, signals reach the lifecycle; its thread starts after this.</summary>
    internal void Attach(Lifecycle lifecycle) => _lifecycle = lifecycle;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _end.Set();
        _watching?.Join();
        _events.ForEach(signal => signal.Dispose());
        _end.Dispose();
    }

    private void Restart(Signal signal, int times = 1) => _thread.Post(() => _lifecycle!.OnRestartSignal(signal.ToString(), times));

    private void Watch()
    {
        var end = _events.Count;
        var waiting = new PollSet([.. _events.Select(signal => signal.Fd), _end.Fd]);
        while (!waiting.IsReady(end))
        {
            waiting.Wait();
            for (var i = 0; i < end; i++)
            {
                if (waiting.IsReady(i))
                {
                    var times = _events[i].Take();
                    Restart((Signal)_events[i].Fd, times);
                }
            }
        }
    }

    private void Register(Signal signal, Action<PosixSignalContext> handler) =>
        _registrations.Add(PosixSignalRegistration.Create(signal.ToPosixSignal(), handler));
}
