using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Graceful.Posix;

namespace Graceful.Hosting;

/// <summary>
/// Handles the signals of one host from <c>UseGraceful()</c> on: without a handler, SIGUSR2 kills the process. Restart signals that
/// arrive before the application is built wait for it. Stop signals then have their default effect.
/// </summary>
internal sealed class SignalIntake : IDisposable
{
    /// <summary>
    /// A process exits within milliseconds after its host. Later, stop signals have their default effect again: they end a process whose
    /// exit takes too long.
    /// </summary>
    private static readonly TimeSpan ExitTime = TimeSpan.FromSeconds(2);

    /// <summary>The handlers of a process that ends. The runtime removes a handler that is not referenced.</summary>
    private static readonly ConcurrentBag<PosixSignalRegistration> UntilExit = [];

    private readonly Lock _lock = new();
    private readonly Dictionary<Signal, PosixSignalRegistration> _stops = [];
    private readonly LifecycleThread _thread;
    private volatile Lifecycle? _lifecycle;

    /// <summary>The time of <see cref="Dispose"/>; 0 before it.</summary>
    private long _endedAt;

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
            if (_endedAt != 0)
            {
                return;
            }

            RestartSignals.Set(this, options.RestartSignals);
            foreach (var signal in options.StopSignals.Where(signal => !_stops.ContainsKey(signal)))
            {
                if (!SignalAction.StaysIgnored((int)signal))
                {
                    SignalAction.StopIgnoring((int)signal);
                }

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
            var processEnds = _lifecycle?.EndsProcess == true;
            Volatile.Write(ref _endedAt, Stopwatch.GetTimestamp());
            RestartSignals.Remove(this, processEnds);
            foreach (var registration in _stops.Values)
            {
                if (processEnds)
                {
                    // Their default effect would end the process with the status of a crash, although it has finished its work.
                    UntilExit.Add(registration);
                }
                else
                {
                    registration.Dispose();
                }
            }

            _stops.Clear();
        }
    }

    private void Stop(Signal signal, PosixSignalContext context)
    {
        if (Volatile.Read(ref _endedAt) is var endedAt and not 0)
        {
            context.Cancel |= Stopwatch.GetElapsedTime(endedAt) < ExitTime;
        }
        else if (_lifecycle is { } lifecycle)
        {
            context.Cancel = true;
            _thread.Post(() => lifecycle.OnStopSignal(signal.ToString(), (int)signal));
        }
    }
}
