using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Supervision;

/// <summary>The signals of the master, readable as descriptors in its poll loop.</summary>
/// <remarks>
/// SIGCHLD, the restart signals and the stop signals take the way of <see cref="SignalEvent"/> where that is possible. The runtime delivers
/// SIGINT, SIGQUIT and SIGTERM on a thread that it creates for the purpose, and other signals on the thread pool
/// (PosixSignalRegistration.Unix.cs).
/// <para>The handlers stay until the process exits: the default effect of a signal would change the exit code.</para>
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Lives as long as the process.")]
internal sealed class MasterSignals
{
    private readonly IReadOnlyDictionary<int, PosixSignal> _names;
    private readonly int[] _meaningful;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<SignalEvent> _events = [];
    private readonly List<SignalTrap> _traps = [];
    private readonly ConcurrentQueue<int> _received = new();
    private readonly WakeUp _wakeUp;

    /// <param name="settings">The signals and their meaning.</param>
    /// <param name="inherited">The signals whose events the previous program of this process left.</param>
    /// <param name="trapped">The signals for which that program has set traps.</param>
    internal MasterSignals(MasterSettings settings, IReadOnlyList<int> inherited, IReadOnlyList<int> trapped)
    {
        _names = settings.Signals;
        _meaningful = [.. settings.RestartSignals, .. settings.StopSignals];
        Handled = [SIGCHLD, .. settings.Signals.Keys];
        foreach (var signal in trapped.Where(SignalAction.IsIgnored))
        {
            SignalAction.StopIgnoring(signal);
            _received.Enqueue(signal);
        }

        var stops = settings.StopSignals.Where(signal => !SignalAction.StaysIgnored(signal));
        int[] direct = [.. new[] { SIGCHLD }.Concat(settings.RestartSignals).Concat(stops).Concat(inherited).Distinct()];
        var registered = new List<int>();
        foreach (var signal in direct)
        {
            if ((inherited.Contains(signal) ? SignalEvent.Adopt(signal) : SignalEvent.TryCreate(signal)) is { } received)
            {
                _events.Add(received);
            }
            else
            {
                SignalAction.StopIgnoring(signal);
                registered.Add(signal);
            }
        }

        // After the events: it could get the descriptor of one of them.
        _wakeUp = new WakeUp();
        if (!_received.IsEmpty)
        {
            _wakeUp.Set();
        }

        foreach (var signal in registered.Concat(settings.Signals.Keys.Except(direct)))
        {
            Register(signal);
        }
    }

    /// <summary>All signals that the master handles.</summary>
    internal IReadOnlyList<int> Handled { get; }

    /// <summary>Gets the signals with events of their own: a signal in such an event survives execve(2).</summary>
    internal IEnumerable<int> Events => _events.Select(received => received.Fd);

    /// <summary>Gets the signals that have a trap.</summary>
    internal IEnumerable<int> Trapped => _traps.Select(trap => trap.Signal);

    internal IEnumerable<int> Descriptors => [_wakeUp.Fd, .. _events.Select(received => received.Fd)];

    /// <summary>The signals that have arrived since the last call.</summary>
    internal List<int> Take()
    {
        var signals = new List<int>();
        foreach (var received in _events)
        {
            if (PollSet.WaitForInput(received.Fd, milliseconds: 0))
            {
                received.Reset();
                signals.Add(received.Fd);
            }
        }

        _wakeUp.Reset();
        while (_received.TryDequeue(out var signal))
        {
            signals.Add(signal);
        }

        return signals;
    }

    /// <summary>
    /// Sets traps for the restart and stop signals that have no event. Under <c>dotnet app.dll</c> files of the runtime usually have the
    /// descriptors that the events need. The runtime handles the signals then, and its threads end in execve(2).
    /// </summary>
    /// <returns>False when every such signal has an event.</returns>
    internal bool TrySetTraps()
    {
        _traps.AddRange(_meaningful
            .Where(signal => !_events.Exists(received => received.Fd == signal))
            .Select(SignalTrap.TrySet)
            .OfType<SignalTrap>());
        return _traps.Count > 0;
    }

    /// <summary>True when a signal has arrived in a trap.</summary>
    internal bool HasTrapSprung => _traps.Exists(trap => trap.HasSprung);

    /// <summary>Removes the traps. Signals that have arrived in one are received now.</summary>
    internal void ReleaseTraps()
    {
        var sprung = _traps.Where(trap => trap.HasSprung).Select(trap => trap.Signal).ToArray();
        _traps.ForEach(trap => trap.Release());
        _traps.Clear();
        foreach (var signal in sprung)
        {
            _received.Enqueue(signal);
            _wakeUp.Set();
        }
    }

    private void Register(int signal)
    {
        _registrations.Add(PosixSignalRegistration.Create(_names.GetValueOrDefault(signal, (PosixSignal)signal), context =>
        {
            context.Cancel = true;
            _received.Enqueue(signal);
            _wakeUp.Set();
        }));
    }
}
