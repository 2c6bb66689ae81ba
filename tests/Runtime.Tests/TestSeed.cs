using System.Globalization;
using Xunit.Abstractions;

namespace Runtime.Tests;

/// <summary>The seed of random actions: GRACEFUL_TEST_SEED, or a new one for each run.</summary>
internal static class TestSeed
{
    private const string Variable = "GRACEFUL_TEST_SEED";

    /// <summary>Returns the seed, and writes it to the output of the test.</summary>
    internal static int OfRun(ITestOutputHelper output)
    {
        var seed = Environment.GetEnvironmentVariable(Variable) is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"{Variable}={seed} repeats it.");
        return seed;
    }
}
