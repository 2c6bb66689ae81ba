using FsCheck;
using FsCheck.Fluent;

namespace Generator.Tests.Harness;

internal static class Sampling
{
    /// <summary>Returns random values: the same ones for the same seed.</summary>
    public static IReadOnlyList<T> Sample<T>(this Gen<T> generator, int size, int count, int seed) =>
        [.. generator.Sample(size, new Rnd((ulong)seed), count)];
}
