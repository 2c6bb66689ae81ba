using System.Diagnostics;
using System.Text;

namespace Runtime.Tests.Chaos;

/// <summary>The actions and their times, relative to the first line of the server's log.</summary>
internal sealed class ChaosJournal
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly StringBuilder _entries = new();

    internal void Write(string entry) => _entries.AppendLine($"  {Stopwatch.GetElapsedTime(_begin).TotalSeconds,9:0.0000} {entry}");

    public override string ToString() => _entries.ToString();
}
