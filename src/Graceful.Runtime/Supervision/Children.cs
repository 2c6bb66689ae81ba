using System.Globalization;

namespace Graceful.Supervision;

/// <summary>The children of a process, orphans that it has adopted included (proc_tid_children(5)).</summary>
internal static class Children
{
    /// <returns>Their process ids; none where the kernel does not list them.</returns>
    internal static List<int> Of(int pid)
    {
        var children = new List<int>();
        if (Directory.Exists($"/proc/{pid}/task"))
        {
            foreach (var task in Directory.EnumerateDirectories($"/proc/{pid}/task"))
            {
                children.AddRange(OfThread(task));
            }
        }

        return children;
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
