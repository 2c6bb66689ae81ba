using System.Globalization;

namespace Runtime.Tests;

/// <summary>The share of a long series that a run takes: GRACEFUL_TEST_SHARE=0.3 is three tenths, as in <c>.ci/run</c>.</summary>
internal static class TestShare
{
    private static readonly double Share =
        double.Parse(Environment.GetEnvironmentVariable("GRACEFUL_TEST_SHARE") ?? "1", CultureInfo.InvariantCulture);

    /// <param name="full">The number of repetitions of a whole series.</param>
    /// <returns>The share of it, at least two.</returns>
    internal static int Of(int full) => Math.Max(2, (int)Math.Round(full * Share));

    /// <summary>The number of restarts of a series: GRACEFUL_TEST_RESTARTS, or the share.</summary>
    /// <param name="full">The number of restarts of a whole series.</param>
    internal static int OfRestarts(int full) => Environment.GetEnvironmentVariable("GRACEFUL_TEST_RESTARTS") is { } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : Of(full);
}
