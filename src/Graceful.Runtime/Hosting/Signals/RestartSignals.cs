using System.Runtime.InteropServices;
using Graceful.Posix;

namespace Graceful.Hosting;

/// <summary>The restart signals of the process. A signal has one handler in the process, while several hosts may come and go.</summary>
/// <remarks>
/// Taken without the runtime where that is possible (<see cref="SignalEvent"/>): the runtime handles them on the thread pool, which may
/// be stuck. Stop signals come on a thread of the runtime's own.
/// </remarks>
internal static class RestartSignals
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<Signal, SignalEvent> Events = [];
    private static readonly Dictionary<Signal, PosixSignalRegistration> Registrations = [];

    // Replaced as a whole, so that a signal needs no lock.
    private static volatile Receiver[] _receivers = [];
    private static volatile SignalIntake? _preferred;
    private static Signal[] _discarded = [];
    private static Watch? _watch;

    /// <summary>Adds a host, or changes its signals.</summary>
    internal static void Set(SignalIntake intake, IEnumerable<Signal> signals)
    {
        lock (Gate)
        {
            _receivers = [.. _receivers.Where(receiver => receiver.Intake != intake), new Receiver(intake, [.. signals])];
            Apply();
        }
    }

    /// <summary>Removes a host. The last one restores the former effect of the signals.</summary>
    /// <param name="intake">The signals of the host.</param>
    /// <param name="processEnds">
    /// True when the process is about to exit. Its signals are discarded until then: the default effect of most would end it at once, and
    /// its supervisor would report a crash.
    /// </param>
    internal static void Remove(SignalIntake intake, bool processEnds)
    {
        lock (Gate)
        {
            if (processEnds)
            {
                _discarded = [.. _discarded, .. _receivers.Where(receiver => receiver.Intake == intake).SelectMany(gone => gone.Signals)];
            }

            _receivers = [.. _receivers.Where(receiver => receiver.Intake != intake)];
            if (_preferred == intake)
            {
                _preferred = null;
            }

            Apply();
        }
    }

    /// <summary>Sends all signals to this host while it exists. Otherwise the latest host receives them.</summary>
    internal static void Prefer(SignalIntake intake) => _preferred = intake;

    private static void Apply()
    {
        Signal[] wanted = [.. _receivers.SelectMany(receiver => receiver.Signals).Concat(_discarded).Distinct()];
        Signal[] added = [.. wanted.Where(signal => !Events.ContainsKey(signal) && !Registrations.ContainsKey(signal))];
        Signal[] removed = [.. Events.Keys.Concat(Registrations.Keys).Except(wanted)];
        if (added.Length == 0 && removed.Length == 0)
        {
            return;
        }

        // An event that was set meanwhile is seen by the next watch.
        _watch?.Dispose();
        _watch = null;
        Array.ForEach(removed, Unregister);
        Array.ForEach(added, Register);
        if (Events.Count > 0)
        {
            _watch = new Watch([.. Events.Values]);
        }

        // A predecessor starts this process with them blocked. The threads of the application must not inherit that.
        SignalMask.Unblock(added.Select(signal => (int)signal));
    }

    private static void Register(Signal signal)
    {
        if (SignalEvent.TryCreate((int)signal) is { } direct)
        {
            Events.Add(signal, direct);
            return;
        }

        SignalAction.StopIgnoring((int)signal);
        Registrations.Add(signal, PosixSignalRegistration.Create(signal.ToPosixSignal(), context =>
        {
            context.Cancel = true;
            Dispatch(signal);
        }));
    }

    private static void Unregister(Signal signal)
    {
        if (Events.Remove(signal, out var direct))
        {
            direct.Dispose();
        }

        if (Registrations.Remove(signal, out var registration))
        {
            registration.Dispose();
        }
    }

    private static void Dispatch(Signal signal)
    {
        var receivers = _receivers;
        var receiver = receivers.LastOrDefault(candidate => candidate.Intake == _preferred)
            ?? receivers.LastOrDefault(candidate => candidate.Signals.Contains(signal));
        receiver?.Intake.Restart(signal);
    }

    private sealed record Receiver(SignalIntake Intake, Signal[] Signals);

    /// <summary>A thread that waits for a fixed set of events.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly SignalEvent[] _events;
        private readonly WakeUp _end = new();
        private readonly Thread _thread;

        internal Watch(SignalEvent[] events)
        {
            _events = events;
            _thread = new Thread(Run) { Name = "graceful-signals", IsBackground = true };
            _thread.Start();
        }

        public void Dispose()
        {
            _end.Set();
            _thread.Join();
            _end.Dispose();
        }

        private void Run()
        {
            // The thread that applies the signals may end before this one.
            SignalMask.Unblock(_events.Select(received => received.Signal));
            var end = _events.Length;
            var waiting = new PollSet([.. _events.Select(received => received.Fd), _end.Fd]);
            while (!waiting.IsReady(end))
            {
                waiting.Wait();
                for (var i = 0; i < end; i++)
                {
                    if (waiting.IsReady(i))
                    {
                        _events[i].Reset();
                        Dispatch((Signal)_events[i].Signal);
                    }
                }
            }
        }
    }
}
