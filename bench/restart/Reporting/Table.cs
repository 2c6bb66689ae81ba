using System.Globalization;
using Instruments.Load;
using Restart.Bench.Measuring;

namespace Restart.Bench.Reporting;

/// <summary>A table as Markdown text.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    internal static Table OfConnections(IEnumerable<RunResult> results)
    {
        var table = new Table("", "load", "requests/s", "failed / restart", "closed / restart", "reconnects / restart",
            "first answer", "start to ready");
        foreach (RunResult result in results)
        {
            table.Add(
                result.Contender,
                result.Profile.Name,
                Number(result.Report.RequestsPerSecond, "0"),
                Number(result.FailedPerRestart, "0.0"),
                Number(result.ClosedPerRestart, "0.0"),
                Number(result.ReconnectsPerRestart, "0.0"),
                Spread(result.FirstAnswers),
                Spread(result.StartUps));
        }

        return table;
    }

    internal static Table OfLatencies(IEnumerable<RunResult> results)
    {
        var table = new Table("", "load", "", "p50", "p99", "p99.9", "max", "p99.9 / steady");
        foreach (RunResult result in results)
        {
            (Percentiles steady, Percentiles restarts) = (result.Steady, result.InRestarts);
            table.Add(result.Contender, result.Profile.Name, "steady", Ms(steady.P50), Ms(steady.P99), Ms(steady.P999), Ms(steady.Max), "");
            table.Add(
                "", "", "restart", Ms(restarts.P50), Ms(restarts.P99), Ms(restarts.P999), Ms(restarts.Max),
                Number(restarts.P999 / steady.P999, "0.0"));
        }

        return table;
    }

    /// <summary>Writes the latencies by phase of the restart.</summary>
    internal static Table OfPhases(IEnumerable<RunResult> results)
    {
        var table = new Table("", "load", "starting: p99", "p99.9", "max", "moving: p99", "p99.9", "max",
            "just after: p99", "p99.9", "max");
        foreach (RunResult result in results)
        {
            table.Add([result.Contender, result.Profile.Name, .. Cells(result.WhileStarting), .. Cells(result.WhileMoving),
                .. Cells(result.JustAfter)]);
        }

        return table;

        static string[] Cells(Percentiles phase) => [Ms(phase.P99), Ms(phase.P999), Ms(phase.Max)];
    }

    internal static Table OfMemory(IEnumerable<(string Contender, MemoryResult Memory)> results)
    {
        var table = new Table("", "alone", "old in overlap", "new in overlap", "both");
        foreach ((string contender, MemoryResult memory) in results)
        {
            table.Add(contender, Mb(memory.Alone), Mb(memory.Old), Mb(memory.New), Mb(memory.Old + memory.New));
        }

        return table;
    }

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length))];
        IEnumerable<string> lines = _rows.Select(row => Line(row, widths));
        IEnumerable<string> rules =
            widths.Select((width, column) => column < 2 ? new string('-', width + 2) : new string('-', width + 1) + ":");
        return string.Join(Environment.NewLine, lines.Take(1).Append($"|{string.Join('|', rules)}|").Concat(lines.Skip(1)));
    }

    internal void Add(params string[] cells) => _rows.Add(cells);

    private static string Line(string[] row, int[] widths)
    {
        IEnumerable<string> cells =
            row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Spread(IReadOnlyList<double> values)
        => $"{Number(RunResult.Median(values), "0")} ms ({Number(values.Min(), "0")}-{Number(values.Max(), "0")})";

    private static string Ms(double value) => Number(value, "0.00") + " ms";

    private static string Mb(double value) => value == 0 ? "-" : Number(value, "0.0") + " MB";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
