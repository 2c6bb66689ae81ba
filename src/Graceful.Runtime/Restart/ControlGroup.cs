namespace Graceful.Restart;

/// <summary>A control group that limits this process: its own, or one above it (cgroups(7)).</summary>
/// <param name="Directory">The directory of its files.</param>
/// <param name="IsUnified">True for version 2, whose files have other names than those of version 1.</param>
internal readonly record struct ControlGroup(string Directory, bool IsUnified)
{
    /// <summary>Returns the groups of this process that have a controller, the innermost one first.</summary>
    /// <remarks>In a container, groups outside of it are not mounted, and their limits stay unknown.</remarks>
    /// <param name="controller">The name of the controller, as "memory".</param>
    /// <param name="process">The directory of the process in proc(5).</param>
    internal static IReadOnlyList<ControlGroup> WithController(string controller, string process)
    {
        var unified = "";
        foreach (var line in File.ReadLines(Path.Combine(process, "cgroup")))
        {
            // The number of the hierarchy, its controllers and the path: "4:memory:/app", or "0::/app" for version 2.
            if (line.Split(':', 3) is not [_, var controllers, var path])
            {
                continue;
            }

            if (controllers.Split(',').Contains(controller))
            {
                return Above(path, process, mount => mount.Type == "cgroup" && mount.Options.Contains(controller), isUnified: false);
            }

            if (controllers.Length == 0)
            {
                unified = path;
            }
        }

        return unified.Length == 0 ? [] : Above(unified, process, mount => mount.Type == "cgroup2", isUnified: true);
    }

    /// <summary>Returns the number in one of its files; <see langword="null"/> without the file, or for "max".</summary>
    internal long? Number(string file) => KernelFile.Number(Path.Combine(Directory, file));

    private static List<ControlGroup> Above(string path, string process, Func<Mount, bool> isHierarchy, bool isUnified)
    {
        var groups = new List<ControlGroup>();
        var mounts = File.ReadLines(Path.Combine(process, "mountinfo")).Select(Mount.Parse);
        if (mounts.FirstOrDefault(one => one is not null && isHierarchy(one)) is { } mount)
        {
            var directory = mount.DirectoryOf(path);
            while (directory.Length > mount.Point.Length)
            {
                groups.Add(new ControlGroup(directory, isUnified));
                directory = Path.GetDirectoryName(directory)!;
            }

            groups.Add(new ControlGroup(mount.Point, isUnified));
        }

        return groups;
    }

    /// <summary>A mounted hierarchy, or another file system: a line of /proc/pid/mountinfo (proc_pid_mountinfo(5)).</summary>
    /// <param name="Root">The directory of the file system that is visible at the mount point.</param>
    /// <param name="Point">The mount point.</param>
    /// <param name="Type">The file system.</param>
    /// <param name="Options">The options of the file system; of a hierarchy of version 1, its controllers too.</param>
    private sealed record Mount(string Root, string Point, string Type, string[] Options)
    {
        private const int RootField = 3;
        private const int PointField = 4;

        internal static Mount? Parse(string line)
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator <= PointField || separator + 3 >= fields.Length)
            {
                return null;
            }

            var options = fields[separator + 3].Split(',');
            return new Mount(Unescape(fields[RootField]), Unescape(fields[PointField]), fields[separator + 1], options);
        }

        /// <summary>Returns the directory of a group; the mount point when the group is outside of it.</summary>
        internal string DirectoryOf(string path)
        {
            var root = Root == "/" ? "" : Root;
            return path.StartsWith(root + "/", StringComparison.Ordinal) && !path.StartsWith("/..", StringComparison.Ordinal)
                ? (Point + path[root.Length..]).TrimEnd('/')
                : Point;
        }

        // The characters that the kernel escapes, as octal numbers.
        private static string Unescape(string field) =>
            field.Replace(@"\040", " ").Replace(@"\011", "\t").Replace(@"\012", "\n").Replace(@"\134", @"\");
    }
}
