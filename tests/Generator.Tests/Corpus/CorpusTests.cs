using System.Globalization;
using System.Text;
using Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Generator.Tests.Corpus;

/// <summary>
/// Random programs that are valid C#: each compiles with its generated code, without a warning there, or gets one of our errors. No
/// exception, no crash of an analyzer, and no action that is left out in silence.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const int UsualCount = 200;
    private const int UsualSeed = 20261128;

    /// <summary>The limit of failures, after which the run ends.</summary>
    private const int MaxFailures = 12;

    private const string CountVariable = "GRACEFUL_CORPUS";

    [Fact]
    public async Task Each_program_compiles_or_gets_one_of_our_errors()
    {
        var (start, count) = (TestSeed.OfRun(UsualSeed, output), Count());
        var first = start.Value;
        output.WriteLine($"Programs {first} to {first + count - 1}.");
        var failures = new StringBuilder();
        var (failed, clean, actions, served) = (0, 0, 0, 0);
        var reported = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = first; seed < first + count && failed < MaxFailures; seed++)
        {
            var program = new CorpusProgram(seed);
            IReadOnlyList<string> faults;
            try
            {
                faults = await program.FaultsAsync();
            }
            catch (Exception exception)
            {
                faults = [exception.ToString()];
            }

            clean += program.Own.Count == 0 ? 1 : 0;
            (actions, served) = (actions + program.Actions.All, served + program.Actions.Served);
            foreach (var id in program.Own.Select(one => one.Id).Distinct())
            {
                reported[id] = reported.GetValueOrDefault(id) + 1;
            }

            if (faults.Count > 0)
            {
                failed++;
                failures.AppendLine($"{(start with { Value = seed }).Assignment} {CountVariable}=1 repeats it ({program.Title}):")
                    .AppendJoin('\n', faults.Take(5)).AppendLine();
                failures.AppendLine(failed <= 2 ? program.Text : string.Empty);
            }
        }

        var ids = string.Join(", ", reported.Select(pair => $"{pair.Key}: {pair.Value}"));
        var summary = $"{served} of {actions} actions served, {clean} of {count} programs without an error of ours; programs with {ids}";
        output.WriteLine(summary);
        output.WriteLine($"With {PlatformAnalyzers.All.Length} analyzers of the SDK.");
        Assert.True(failed == 0, failures.ToString());

        // Programs that never compile, or are never reported, would test nothing.
        Assert.True(count < UsualCount || (served > actions / 4 && reported.Count >= 10), summary);
    }

    private static int Count() => int.TryParse(
        Environment.GetEnvironmentVariable(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : UsualCount;
}
