using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Instruments.Servers;

internal readonly record struct LogLine(long At, string Text);

/// <param name="Match">The match of the pattern.</param>
/// <param name="Line">The number of the line, from 0.</param>
/// <param name="At">The time at which the line was read.</param>
internal readonly record struct LogMatch(Match Match, int Line, long At);

/// <summary>
/// The lines that all generations of a server write to their inherited stdout and stderr. Escape sequences are removed, because a
/// console logger may colour its lines.
/// </summary>
internal sealed partial class ServerLog
{
    private readonly Lock _lock = new();
    private readonly List<LogLine> _lines = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    internal int Count(string part) => Lines.Count(line => line.Text.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the stream to its end, which comes when the last process with the descriptor has exited.</summary>
    internal async Task ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync() is string text)
        {
            Add(text);
        }
    }

    /// <summary>Returns the first line from number <paramref name="from"/> on that matches, now or later.</summary>
    internal async Task<LogMatch> WhenAsync(Regex pattern, int from, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        for (int next = from; ; )
        {
            Task more;
            LogLine[] added;
            lock (_lock)
            {
                added = [.. _lines.Skip(next)];
                more = _more.Task;
            }

            foreach (LogLine line in added)
            {
                next++;
                if (pattern.Match(line.Text) is { Success: true } match)
                {
                    return new LogMatch(match, next - 1, line.At);
                }
            }

            try
            {
                await more.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(
                    $"No log line matched '{pattern}' from line {from} on within {limit.TotalSeconds:0} " +
                    $"s. The log:{Environment.NewLine}{this}");
            }
        }
    }

    public override string ToString()
    {
        IReadOnlyList<LogLine> lines = Lines;
        var text = new StringBuilder();
        foreach (LogLine line in lines)
        {
            text.AppendLine($"  {Stopwatch.GetElapsedTime(lines[0].At, line.At).TotalSeconds,9:0.0000} {line.Text}");
        }

        return text.ToString();
    }

    private void Add(string text)
    {
        lock (_lock)
        {
            _lines.Add(new LogLine(Stopwatch.GetTimestamp(), EscapeSequence().Replace(text, "")));
        }

        Announce();
    }

    private void Announce()
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            more = _more;
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        more.SetResult();
    }

    [GeneratedRegex("\x1b\\[[0-9;]*m")]
    private static partial Regex EscapeSequence();
}
