using System.Collections.Immutable;

namespace Generator.Tests.Harness;

/// <summary>The ordered list of events that the programs under test write.</summary>
public sealed class Journal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<(string Line, TaskCompletionSource Seen)> _waiting = [];
    private ImmutableList<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines = _lines.Add(line);
            foreach (var (_, seen) in _waiting.Where(waiting => waiting.Line == line))
            {
                seen.TrySetResult();
            }
        }
    }

    /// <summary>Waits until a line has been written: a request ends after its response.</summary>
    public Task WaitForAsync(string line)
    {
        lock (_lock)
        {
            if (_lines.Contains(line))
            {
                return Task.CompletedTask;
            }

            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((line, seen));
            return seen.Task.WaitAsync(Patience);
        }
    }
}
