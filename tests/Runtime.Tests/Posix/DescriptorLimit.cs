using System.Globalization;
using System.Runtime.InteropServices;
using Graceful.Posix;

namespace Runtime.Tests.Posix;

/// <summary>Tests that limit the descriptors of the whole process, and therefore run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ScarceDescriptors
{
    public const string Name = "scarce descriptors";
}

/// <summary>Until disposal, the process can open only this many more descriptors (RLIMIT_NOFILE, getrlimit(2)).</summary>
internal sealed partial class DescriptorLimit : IDisposable
{
    private const int RLIMIT_NOFILE = 7;

    private readonly Limit _before;

    internal DescriptorLimit(int free)
    {
        StartPoolThreads();
        var open = Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
            .Where(Descriptor.IsOpen)
            .ToHashSet();
        var limit = 0;
        for (var left = free; left > 0 || open.Contains(limit); limit++)
        {
            left -= open.Contains(limit) ? 0 : 1;
        }

        PosixException.Check(getrlimit(RLIMIT_NOFILE, out _before), "getrlimit");
        Set(_before with { Soft = (ulong)limit });
    }

    public void Dispose() => Set(_before);

    /// <summary>
    /// Starts threads for the pool, which stay for 20 seconds. CoreCLR opens a file to create a thread, and a pool that cannot get one ends
    /// the process with "Out of memory."
    /// </summary>
    private static void StartPoolThreads()
    {
        const int count = 16;
        ThreadPool.GetMinThreads(out var before, out var others);
        ThreadPool.SetMinThreads(Math.Max(before, count), others);
        using var all = new CountdownEvent(count);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = count }, _ =>
        {
            all.Signal();
            all.Wait(TimeSpan.FromSeconds(30));
        });
        ThreadPool.SetMinThreads(before, others);
    }

    private static void Set(Limit limit) => PosixException.Check(setrlimit(RLIMIT_NOFILE, in limit), "setrlimit");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getrlimit(int resource, out Limit limit);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setrlimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Limit(ulong Soft, ulong Hard);
}
