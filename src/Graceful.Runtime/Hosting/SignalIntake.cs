using System.Runtime.InteropServices;

namespace Graceful.Hosting;

/// <summary>
/// Handles signals from the first moment on: before a handler is registered, SIGUSR2 kills the process. What comes before the
/// application is built is kept for it; a stop signal then does what it does to any process.
/// </summary>
internal sealed class SignalIntake : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly LifecycleThread _thread;
    private volatile Lifecycle? _lifecycle;

    internal SignalIntake(GracefulOptions options, LifecycleThread thread)
    {
        _thread = thread;
        foreach (var signal in options.RestartSignals)
        {
            Register(signal, context =>
            {
                context.Cancel = true;
                _thread.Post(() => _lifecycle!.OnRestartSignal(signal.ToString()));
            });
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

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Register(Signal signal, Action<PosixSignalContext> handler) =>
        _registrations.Add(PosixSignalRegistration.Create(signal.ToPosixSignal(), handler));
}
