using System.Globalization;
using Generator.Tests.Harness;
using Generator.Tests.Mvc.Differential;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>Random controllers of MVC, compiled and served by MVC: the same status, headers and body for each random request.</summary>
public sealed class SeededControllerTests(ITestOutputHelper output)
{
    private const int UsualCount = 2;
    private const int UsualSeed = 20261129;
    private const int ActionsOfProgram = 205;
    private const int RequestsOfProgram = 2_600;

    private const string CountVariable = "GRACEFUL_MVC_CORPUS";

    [Fact]
    public async Task Each_random_request_is_answered_as_by_MVC()
    {
        var (start, count) = (TestSeed.OfRun(UsualSeed, output), Count());
        var first = start.Value;
        var comparison = new MvcComparison();
        var actions = 0;
        for (var seed = first; seed < first + count && !comparison.IsFull; seed++)
        {
            var program = new SeededProgram(seed, ActionsOfProgram);
            actions += program.ActionCount;
            await using var apps = await ComparedApps.StartAsync(program.Source, SeededSupport.Services);
            foreach (var request in program.Requests(RequestsOfProgram))
            {
                var (compiled, mvc) = await apps.AnswersAsync(request);
                comparison.Add(request, compiled, mvc, $"{(start with { Value = seed }).Assignment} {CountVariable}=1: ");
            }
        }

        output.WriteLine($"{actions} actions, {count * RequestsOfProgram} requests, programs {first} to {first + count - 1}");
        comparison.AssertNoDifference(output);

        // Programs whose requests are all refused, or all accepted, would test little.
        Assert.True(
            count < UsualCount || (actions >= 400 && comparison["2"] > 1_000 && comparison["4"] > 1_000), "The programs are too uniform.");
        if (start.IsUsual && count == UsualCount)
        {
            comparison.AssertMet(MvcDifferences.Usual);
        }
    }

    [Fact]
    public void Every_difference_is_documented()
    {
        var page = File.ReadAllText(Path.Combine(Harness.Project.Root, "docs", "mvc-controllers.md"));

        Assert.All(MvcDifferences.All, difference => Assert.Contains($"- {difference}", page, StringComparison.Ordinal));
    }

    private static int Count() => int.TryParse(
        Environment.GetEnvironmentVariable(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : UsualCount;
}
