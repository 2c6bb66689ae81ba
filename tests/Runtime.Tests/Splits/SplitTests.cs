using System.Diagnostics;
using Xunit.Abstractions;

namespace Runtime.Tests.Splits;

/// <summary>
/// Each request, cut in two at each position, with a restart between the two parts: the client gets what it gets without a restart.
/// </summary>
public sealed class SplitTests(ITestOutputHelper output)
{
    private const string FullVariable = "GRACEFUL_SPLITS";
    private const int SplitsPerRestart = 50;
    private const int Sample = 500;

    [Fact]
    public async Task A_restart_between_two_parts_of_a_request_changes_nothing()
    {
        var isFull = Environment.GetEnvironmentVariable(FullVariable) == "all";
        Split[] all = [.. SplitCases.All.SelectMany(SplitsOf)];
        var splits = isFull ? all : Pick(all);
        var clock = Stopwatch.StartNew();
        await using var run = await SplitRun.StartAsync();
        var wrong = new List<string>();
        foreach (var part in splits.Chunk(SplitsPerRestart))
        {
            wrong.AddRange(await run.CompareAsync(part));
        }

        var cases = splits.Select(split => split.Case).Distinct().Count();
        output.WriteLine(
            $"{splits.Length} splits of {cases} cases in {clock.Elapsed.TotalSeconds:0.0} s, {run.Moved} moved, {wrong.Count} wrong");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {splits.Length}:\n{string.Join("\n\n", wrong.Take(20))}");
    }

    [Fact]
    public void The_cases_are_many_and_different()
    {
        Assert.True(SplitCases.All.Count >= 60, $"{SplitCases.All.Count} cases");
        Assert.Equal(SplitCases.All.Count, SplitCases.All.Select(one => one.Name).Distinct().Count());
        Assert.Equal(SplitCases.All.Count, SplitCases.All.Select(one => one.Bytes).Distinct().Count());
    }

    private static IEnumerable<Split> SplitsOf(SplitCase one) =>
        Enumerable.Range(0, one.Bytes.Length + 1).Select(position => new Split(one, position));

    /// <summary>Every boundary of every case, and a sample of the other positions.</summary>
    private Split[] Pick(Split[] all)
    {
        var seed = TestSeed.OfRun(output);
        output.WriteLine($"A sample of the {all.Length} splits, since all of them take a minute. {FullVariable}=all runs all.");
        Split[] unhurried = [.. all.Where(split => !split.Case.IsHurried)];
        Split[] others = [.. unhurried.Where(split => !split.Case.MovesAt(split.Position))];
        new Random(seed).Shuffle(others);
        return [.. unhurried.Where(split => split.Position > 0 && split.Case.MovesAt(split.Position)), .. others.Take(Sample)];
    }
}
