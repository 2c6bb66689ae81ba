using System.Globalization;

namespace Graceful.Supervision;

/// <summary>The children of a process, orphans that it has adopted included (proc_tid_children(5)).</summary>
internal static class Children
{
    /// <returns>Their process ids; none where the kernel does not list them, or no descriptor is free.</returns>
    internal static List<int> Of(int pid)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{pid}/task").SelectMany(OfThread)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<int> OfThread(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children"))
                .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(child => int.Parse(child, NumberStyles.None, CultureInfo.InvariantCulture));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // The thread has ended meanwhile, or the kernel has no CONFIG_PROC_CHILDREN.
            return [];
        }
    }
}
