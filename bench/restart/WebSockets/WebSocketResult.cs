using System.Globalization;
using Instruments.Load;

namespace Restart.Bench.WebSockets;

/// <summary>The counts and times of one run.</summary>
internal sealed class WebSocketResult
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Fault, int> _faults = [];
    private readonly List<Answer> _steady = [];
    private readonly List<Answer> _pauses = [];
    private readonly List<int> _ready = [];
    private readonly List<int> _moved = [];
    private long _messages;

    internal bool IsWell => _faults.Count == 0;

    /// <summary>Adds the answers of a busy connection; those after a move have the pid of the new process, and others 0.</summary>
    internal void Add(List<Answer> answers)
    {
        lock (_lock)
        {
            _messages += answers.Count;
            _steady.AddRange(answers.Where(answer => answer.Pid == 0));
            _pauses.AddRange(answers.Where(answer => answer.Pid != 0));
        }
    }

    internal void Add(FaultException fault)
    {
        lock (_lock)
        {
            _faults[fault.Fault] = _faults.GetValueOrDefault(fault.Fault) + 1;
            if (_faults[fault.Fault] == 1)
            {
                Console.Error.WriteLine($"The first one {fault.Fault}: {fault.Message}");
            }
        }
    }

    internal void AddIdle() => Interlocked.Increment(ref _messages);

    internal void AddRestart(int ready, int moved)
    {
        _ready.Add(ready);
        _moved.Add(moved);
    }

    internal string[] Cells()
    {
        var (steady, pauses) = (LatencyLog.Of(_steady), LatencyLog.Of(_pauses));
        return
        [
            Text(_messages), Count(Fault.Closed), Count(Fault.Lost), Count(Fault.Doubled), Ms(steady.P50), Ms(steady.P99), Ms(pauses.P50),
            Ms(pauses.P99), Ms(pauses.Max), Spread(_ready), Spread(_moved),
        ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Ms(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ms");

    private static string Spread(List<int> times)
    {
        int[] sorted = [.. times.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]} ms ({sorted[0]}-{sorted[^1]})");
    }

    private string Count(Fault fault) => Text(_faults.GetValueOrDefault(fault));
}
