using System.Runtime.InteropServices;

namespace Graceful.Hosting;

/// <summary>
/// Handles the signals of one host from <c>UseGraceful()</c> on: without a handler, SIGUSR2 kills the process. Restart signals that
/// arrive before the application is built wait for it. Stop signals then have their default effect.
/// </summary>
internal sealed class SignalIntake : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Signal, PosixSignalRegistration> _stops = [];
    private readonly LifecycleThread _thread;
    private volatile Lifecycle? _lifecycle;
    private bool _isDisposed;

    internal SignalIntake(GracefulOptions options, LifecycleThread thread)
    {
        _thread = thread;
        Apply(options);
    }

    /// <summary>Replaces the handled signals by those of the options.</summary>
    internal void Apply(GracefulOptions options)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            RestartSignals.Set(this, options.RestartSignals);
            foreach (var signal in options.StopSignals.Where(signal => !_stops.ContainsKey(signal)))
            {
                _stops.Add(signal, PosixSignalRegistration.Create(signal.ToPosixSignal(), context => Stop(signal, context)));
            }

            foreach (var signal in _stops.Keys.Except(options.StopSignals).ToArray())
            {
                _stops.Remove(signal, out var registration);
                registration!.Dispose();
            }
        }
    }

    /// <summary>Sends signals to the lifecycle, whose thread starts afterwards.</summary>
    internal void Attach(Lifecycle lifecycle) => _lifecycle = lifecycle;

    /// <summary>Receives the restart signals of the process from now on, whatever other hosts there are.</summary>
    internal void ReceiveRestartSignals() => RestartSignals.Prefer(this);

    internal void Restart(Signal signal) => _thread.Post(() => _lifecycle!.OnRestartSignal(signal.ToString()));

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            RestartSignals.Remove(this, processEnds: _lifecycle?.EndsProcess == true);

            // Stop signals get their default effect back: they still end a process whose exit takes too long.
            foreach (var registration in _stops.Values)
            {
                registration.Dispose();
            }

            _stops.Clear();
        }
    }

    private void Stop(Signal signal, PosixSignalContext context)
    {
        if (_lifecycle is { } lifecycle)
        {
            context.Cancel = true;
            _thread.Post(() => lifecycle.OnStopSignal(signal.ToString(), (int)signal));
        }
    }
}
