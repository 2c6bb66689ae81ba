using System.Globalization;

namespace Graceful.Supervision;

/// <summary>The children of a process, orphans that it has adopted included (proc_tid_children(5)).</summary>
internal static class Children
{
    /// <returns>Their process ids; none where the kernel does not list them.</returns>
    internal static List<int> Of(int pid)
    {
        var children = new List<int>();
        try
        {
            foreach (var task in Directory.EnumerateDirectories($"/proc/{pid}/task"))
            {
                var list = File.ReadAllText(Path.Combine(task, "children"));
                children.AddRange(list.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(child => int.Parse(child, NumberStyles.None, CultureInfo.InvariantCulture)));
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Without CONFIG_PROC_CHILDREN, or without /proc.
        }

        return children;
    }
}
