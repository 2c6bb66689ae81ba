using System.Globalization;

namespace Instruments.Servers;

/// <summary>A control group of either version (cgroups(7)) in which a server runs, with limits that a test changes.</summary>
internal sealed class LimitedGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";

    private readonly string _directory;
    private readonly bool _isUnified;

    private LimitedGroup(string directory, bool isUnified) => (_directory, _isUnified) = (directory, isUnified);

    /// <summary>The bytes that the group uses.</summary>
    internal long Memory => Read(_isUnified ? "memory.current" : "memory.usage_in_bytes");

    /// <summary>The processes and threads of the group.</summary>
    internal long Tasks => Read("pids.current");

    internal static LimitedGroup Create(string controller)
    {
        bool isUnified = File.Exists($"{Root}/cgroup.controllers");
        string parent = isUnified ? Root : $"{Root}/{controller}";
        if (!Directory.Exists(parent))
        {
            throw new NotSupportedException($"{parent} does not exist");
        }

        string directory = $"{parent}/graceful-{Guid.NewGuid():n}";
        Directory.CreateDirectory(directory);
        var group = new LimitedGroup(directory, isUnified);
        if (!File.Exists($"{directory}/{(controller == "pids" ? "pids.max" : isUnified ? "memory.max" : "memory.limit_in_bytes")}"))
        {
            group.Dispose();
            throw new NotSupportedException($"groups below {parent} have no limit of the controller '{controller}'");
        }

        return group;
    }

    /// <summary>Returns the command that starts a program in the group.</summary>
    internal ServerBinary Start(ServerBinary binary) => new(
        "/bin/sh", ["-c", $"echo $$ > {_directory}/cgroup.procs; exec \"$0\" \"$@\"", binary.Program, .. binary.LeadingArguments]);

    /// <summary>Limits the memory; <see langword="null"/> ends the limit.</summary>
    internal void LimitMemory(long? bytes) => Write(
        _isUnified ? "memory.max" : "memory.limit_in_bytes", Text(bytes) ?? (_isUnified ? "max" : "-1"));

    /// <summary>Limits the number of processes and threads; <see langword="null"/> ends the limit.</summary>
    internal void LimitTasks(long? count) => Write("pids.max", Text(count) ?? "max");

    public void Dispose() => Directory.Delete(_directory);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private long Read(string file) => long.Parse(File.ReadAllText($"{_directory}/{file}"), CultureInfo.InvariantCulture);

    private void Write(string file, string value) => File.WriteAllText($"{_directory}/{file}", value);
}
