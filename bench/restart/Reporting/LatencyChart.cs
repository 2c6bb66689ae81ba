using System.Diagnostics;
using System.Globalization;
using Instruments.Load;
using Restart.Bench.Contenders;
using Restart.Bench.Measuring;

namespace Restart.Bench.Reporting;

/// <summary>
/// Latency over time, one panel for each contender, all on the same axes: restarts are marked, and so is each failed request.
/// </summary>
internal static class LatencyChart
{
    private const int Width = 960, PanelHeight = 190, PanelGap = 58, Left = 62, Right = 18, Top = 88, Bottom = 40;
    private const double LeastMilliseconds = 0.05;

    /// <summary>Requests are grouped by the time of their answer, in steps of this many seconds.</summary>
    private const double Step = 0.02;

    internal static string Draw(IReadOnlyList<RunResult> results)
    {
        double seconds = results.Max(result => Seconds(result, result.Report.EndedAt));
        double most = Math.Pow(10, Math.Ceiling(Math.Log10(results.Max(result => result.Report.Latencies.Overall.Max))));
        int height = Top + (results.Count * (PanelHeight + PanelGap)) - PanelGap + Bottom;
        var svg = new Svg(Width, height);
        svg.Text(Left, 24, $"Latency through {results[0].Restarts.Count} restarts, {Describe(results[0].Profile)}", "title");
        DrawKey(svg);
        for (int i = 0; i < results.Count; i++)
        {
            var panel = new Panel(Top + (i * (PanelHeight + PanelGap)), seconds, most);
            DrawPanel(svg, panel, results[i]);
        }

        svg.Text(Left + ((Width - Left - Right) / 2.0), height - 8, "seconds", "note middle");
        return svg.ToString();
    }

    private static void DrawKey(Svg svg)
    {
        double x = Left;
        foreach ((string style, string text) in (ReadOnlySpan<(string, string)>)
            [("p50", "median"), ("p99", "p99"), ("max", "longest"), ("failed", "failed request"),
                ("begin", "restart begins; shaded until the old process has gone")])
        {
            svg.Line(x, 42, x + 18, 42, $"{style} key");
            svg.Text(x + 23, 46, text, "note");
            x += 38 + (text.Length * 6.4);
        }
    }

    private static void DrawPanel(Svg svg, Panel panel, RunResult result)
    {
        foreach (RestartTimes restart in result.Restarts)
        {
            double from = panel.X(Seconds(result, restart.BegunAt));
            double to = panel.X(Seconds(result, Math.Max(restart.GoneAt, restart.ReadyAt)));
            svg.Rectangle(from, panel.Top, Math.Max(to - from, 1), PanelHeight, "restart");
            svg.Line(from, panel.Top, from, panel.Bottom, "begin");
        }

        DrawAxes(svg, panel);
        Bucket[] buckets = Gather(result, panel.Seconds);
        svg.Path(buckets.Select(bucket => panel.Point(bucket, bucket.Of.Max)), "max");
        svg.Path(buckets.Select(bucket => panel.Point(bucket, bucket.Of.P99)), "p99");
        svg.Path(buckets.Select(bucket => panel.Point(bucket, bucket.Of.P50)), "p50");
        foreach (double x in result.Report.FailedAt.Select(at => Math.Round(panel.X(Seconds(result, at)), 1)).Distinct())
        {
            svg.Line(x, panel.Bottom - 9, x, panel.Bottom, "failed");
        }

        svg.Text(Left, panel.Top - 8, result.Contender, "title");
        svg.Text(
            Width - Right,
            panel.Top - 8,
            $"{result.Report.Failed} failed of {result.Report.Sent} requests; {result.Report.ConnectionsClosed} connections closed; " +
            $"{result.Report.Reconnects} reconnects",
            "note right");
    }

    private static void DrawAxes(Svg svg, Panel panel)
    {
        for (double value = 0.1; value <= panel.MostMilliseconds * 1.001; value *= 10)
        {
            svg.Line(Left, panel.Y(value), Width - Right, panel.Y(value), "grid");
            svg.Text(Left - 6, panel.Y(value) + 4, value.ToString("0.###", CultureInfo.InvariantCulture) + " ms", "note right");
        }

        double step = panel.Seconds > 40 ? 5 : panel.Seconds > 12 ? 2 : 1;
        for (double second = 0; second <= panel.Seconds; second += step)
        {
            svg.Line(panel.X(second), panel.Bottom, panel.X(second), panel.Bottom + 4, "axis");
            svg.Text(panel.X(second), panel.Bottom + 17, second.ToString(CultureInfo.InvariantCulture), "note middle");
        }

        svg.Line(Left, panel.Bottom, Width - Right, panel.Bottom, "axis");
        svg.Line(Left, panel.Top, Left, panel.Bottom, "axis");
    }

    private static Bucket[] Gather(RunResult result, double seconds)
    {
        ILookup<int, Answer> byStep = result.Report.Latencies.All.ToLookup(answer => (int)(Seconds(result, answer.AnsweredAt) / Step));
        return [.. Enumerable.Range(0, (int)(seconds / Step)).Select(step => new Bucket((step + 0.5) * Step, LatencyLog.Of(byStep[step])))];
    }

    private static string Describe(LoadProfile profile)
        => profile.Think == ThinkTime.None
            ? $"{profile.Connections} keep-alive connections under full load"
            : $"{profile.Connections} keep-alive connections with {profile.Think.Least.TotalMilliseconds:0} " +
                $"to {profile.Think.Most.TotalMilliseconds:0} ms of think time";

    private static double Seconds(RunResult result, long at) => Stopwatch.GetElapsedTime(result.Report.StartedAt, at).TotalSeconds;

    private readonly record struct Bucket(double Second, Percentiles Of);

    private sealed record Panel(double Top, double Seconds, double MostMilliseconds)
    {
        internal double Bottom => Top + PanelHeight;

        internal double X(double second) => Left + (second / Seconds * (Width - Left - Right));

        internal double Y(double milliseconds)
        {
            double share = Math.Log10(Math.Max(milliseconds, LeastMilliseconds) / LeastMilliseconds) / Math.Log10(
                MostMilliseconds / LeastMilliseconds);
            return Bottom - (share * PanelHeight);
        }

        /// <returns>Null for a step without answers.</returns>
        internal (double X, double Y)? Point(Bucket bucket, double milliseconds)
            => bucket.Of.Count == 0 ? null : (X(bucket.Second), Y(milliseconds));
    }
}
