using System.Globalization;

namespace Graceful.Restart;

/// <summary>The part of a limit that is left to a successor, which shares it with this process.</summary>
/// <param name="Left">Bytes, or a number of tasks.</param>
/// <param name="Limit">The limit, for the log.</param>
internal readonly record struct Headroom(long Left, string Limit)
{
    /// <summary>Version 1 has no word for "no limit": it is the largest number of pages, in bytes.</summary>
    private const long Unlimited = long.MaxValue / 2;

    private const double BytesPerMebibyte = 1024 * 1024;

    /// <summary>Returns the memory that each limit leaves: those of the control groups, and the memory of the machine.</summary>
    /// <remarks>Page cache and swap space count as free, since the kernel uses them before it kills a process.</remarks>
    /// <param name="proc">The directory of proc(5).</param>
    internal static IEnumerable<Headroom> OfMemory(string proc)
    {
        var machine = Path.Combine(proc, "meminfo");
        var swap = KernelFile.Sum(machine, "SwapFree");
        foreach (var group in ControlGroup.WithController("memory", Path.Combine(proc, "self")))
        {
            if ((group.IsUnified ? OfUnifiedMemory(group, swap) : OfMemory(group, swap)) is { } headroom)
            {
                yield return headroom;
            }
        }

        if (KernelFile.Sum(machine, "MemAvailable") is > 0 and var available)
        {
            yield return new Headroom(available + swap, "the memory of the machine");
        }
    }

    /// <summary>Returns the number of processes and threads that each control group leaves.</summary>
    /// <param name="proc">The directory of proc(5).</param>
    internal static IEnumerable<Headroom> OfTasks(string proc)
    {
        foreach (var group in ControlGroup.WithController("pids", Path.Combine(proc, "self")))
        {
            var file = Path.Combine(group.Directory, "pids.max");
            if (KernelFile.Number(file) is { } limit && group.Number("pids.current") is { } current)
            {
                yield return new Headroom(limit - current, $"the limit of {limit} tasks ({file})");
            }
        }
    }

    private static Headroom? OfUnifiedMemory(ControlGroup group, long swap)
    {
        var file = Path.Combine(group.Directory, "memory.max");
        if (KernelFile.Number(file) is not { } limit || group.Number("memory.current") is not { } current)
        {
            return null;
        }

        if (group.Number("memory.swap.max") is { } swapLimit)
        {
            swap = Math.Min(swap, swapLimit - (group.Number("memory.swap.current") ?? 0));
        }

        var cache = KernelFile.Sum(Path.Combine(group.Directory, "memory.stat"), "inactive_file", "active_file", "slab_reclaimable");
        return new Headroom(limit - current + cache + swap, Describe(limit, file));
    }

    private static Headroom? OfMemory(ControlGroup group, long swap)
    {
        var file = Path.Combine(group.Directory, "memory.limit_in_bytes");
        if (KernelFile.Number(file) is not (<= Unlimited and var limit) || group.Number("memory.usage_in_bytes") is not { } usage)
        {
            return null;
        }

        var cache = KernelFile.Sum(Path.Combine(group.Directory, "memory.stat"), "total_inactive_file", "total_active_file");
        var left = limit - usage + cache + swap;

        // The limit of memory and swap together, where the kernel accounts for swap.
        if (group.Number("memory.memsw.limit_in_bytes") is <= Unlimited and var both
            && group.Number("memory.memsw.usage_in_bytes") is { } used)
        {
            left = Math.Min(left, both - used + cache);
        }

        return new Headroom(left, Describe(limit, file));
    }

    private static string Describe(long limit, string file) => $"the memory limit of {Mebibytes(limit)} ({file})";

    internal static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / BytesPerMebibyte:0.#} MiB");
}
