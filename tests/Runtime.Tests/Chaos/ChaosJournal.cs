using System.Diagnostics;
using System.Text;

namespace Runtime.Tests.Chaos;

/// <summary>What was done and when, in the time of the server's log: both begin with the first line.</summary>
internal sealed class ChaosJournal
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly StringBuilder _entries = new();

    internal void Write(string entry) => _entries.AppendLine($"  {Stopwatch.GetElapsedTime(_begin).TotalSeconds,9:0.0000} {entry}");

    public override string ToString() => _entries.ToString();
}
