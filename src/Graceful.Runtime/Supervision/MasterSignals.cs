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
    private readonly IReadOnlyList<int> _restartSignals;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<SignalEvent> _events = [];
    private readonly ConcurrentQueue<int> _received = new();
    private readonly WakeUp _wakeUp = new();

    /// <param name="settings">The signals and their meaning.</param>
    /// <param name="inherited">The signals whose events the previous program of this process left.</param>
    internal MasterSignals(MasterSettings settings, IReadOnlyList<int> inherited)
    {
        _names = settings.Signals;
        _restartSignals = settings.RestartSignals;
        Handled = [SIGCHLD, .. settings.Signals.Keys];
        int[] direct = [.. new[] { SIGCHLD }.Concat(settings.RestartSignals).Concat(settings.StopSignals).Concat(inherited).Distinct()];
        foreach (var signal in direct)
        {
            if ((inherited.Contains(signal) ? SignalEvent.Adopt(signal) : SignalEvent.TryCreate(signal)) is { } received)
            {
                _events.Add(received);
            }
            else
            {
                Register(signal);
            }
        }

        foreach (var signal in settings.Signals.Keys.Except(direct))
        {
            Register(signal);
        }
    }

    /// <summary>All signals that the master handles.</summary>
    internal IReadOnlyList<int> Handled { get; }

    /// <summary>Gets the signals with events of their own: a signal in such an event survives execve(2).</summary>
    internal IEnumerable<int> Events => _events.Select(received => received.Fd);

    /// <summary>
    /// Gets a restart signal that could be lost in execve(2); null when there is none. Under <c>dotnet app.dll</c> files of the runtime
    /// usually have the descriptors that the events need; the runtime handles the signals then, and one that is on its way to the handler
    /// would be lost.
    /// </summary>
    internal int? LostInExec =>
        _restartSignals.Where(signal => !_events.Exists(received => received.Fd == signal)).Select(signal => (int?)signal).FirstOrDefault();

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
