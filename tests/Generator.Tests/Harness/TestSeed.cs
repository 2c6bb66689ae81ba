using System.Globalization;
using Xunit.Abstractions;

namespace Generator.Tests.Harness;

/// <summary>
/// The seed of random input: the usual one, unless GRACEFUL_SEED sets another. A failure of a random seed would not be caused by the
/// change under test.
/// </summary>
/// <param name="Value">The seed.</param>
/// <param name="IsUsual">True unless the variable sets it.</param>
internal readonly record struct TestSeed(int Value, bool IsUsual)
{
    private const string Variable = "GRACEFUL_SEED";

    /// <summary>The variable with its value, which repeats the run.</summary>
    public string Assignment => string.Create(CultureInfo.InvariantCulture, $"{Variable}={Value}");

    public string Hint => $"{Assignment} repeats it.";

    public static TestSeed OfRun(int usual, ITestOutputHelper output)
    {
        var isSet = int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var given);
        var seed = new TestSeed(isSet ? given : usual, IsUsual: !isSet);
        output.WriteLine(seed.Hint);
        return seed;
    }
}
