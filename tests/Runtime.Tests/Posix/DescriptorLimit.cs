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

    private static void Set(Limit limit) => PosixException.Check(setrlimit(RLIMIT_NOFILE, in limit), "setrlimit");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getrlimit(int resource, out Limit limit);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setrlimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Limit(ulong Soft, ulong Hard);
}
