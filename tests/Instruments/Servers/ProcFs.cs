using System.Globalization;
using System.Text;

namespace Instruments.Servers;

/// <summary>Reads proc(5). A process may exit at any moment, so each result can be "none".</summary>
internal static class ProcFs
{
    internal static IEnumerable<int> Pids()
        => Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path.AsSpan()), CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .Where(pid => pid > 0);

    /// <summary>Returns the initial environment; nothing once the process has ended.</summary>
    internal static string[] EnvironmentOf(int pid) => Read(pid, "environ")?.Split('\0') ?? [];

    /// <summary>Proportional set size: shared memory counts proportionally.</summary>
    internal static long? ProportionalSetKilobytes(int pid)
        => Read(pid, "smaps_rollup")?.Split('\n').FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal)) is string line
            ? long.Parse(line.AsSpan(4, line.Length - 6).Trim(), CultureInfo.InvariantCulture)
            : null;

    /// <summary>False for a child between fork(2) and execve(2), which still runs the program of its parent (PF_FORKNOEXEC).</summary>
    internal static bool HasExecuted(int pid)
        => Read(pid, "stat") is string stat
            && (uint.Parse(stat.AsSpan(stat.LastIndexOf(')') + 2).ToString().Split(' ')[6], CultureInfo.InvariantCulture) & 0x40) == 0;

    /// <summary>False for a zombie, which has exited and was not reaped yet.</summary>
    internal static bool IsZombie(int pid)
        => Read(pid, "stat") is string stat && stat.AsSpan(stat.LastIndexOf(')') + 2).StartsWith("Z", StringComparison.Ordinal);

    /// <summary>True when every thread has stopped (SIGSTOP): facts about the process no longer change.</summary>
    internal static bool IsStopped(int pid)
    {
        string[] threads = Entries($"/proc/{pid}/task");
        return threads.Length > 0 && threads.All(thread =>
            Read(pid, $"task/{Path.GetFileName(thread)}/stat") is string stat &&
            stat.AsSpan(stat.LastIndexOf(')') + 2).StartsWith("T", StringComparison.Ordinal));
    }

    /// <summary>Returns the initial value of the variable.</summary>
    internal static string? EnvironmentValue(int pid, string name)
        => EnvironmentOf(pid).FirstOrDefault(entry => entry.StartsWith(name + '=', StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>Returns the targets of the descriptors of the process.</summary>
    internal static IEnumerable<string> Links(int pid) => Entries($"/proc/{pid}/fd").Select(LinkOf).OfType<string>();

    internal static IEnumerable<int> Descriptors(int pid)
        => Entries($"/proc/{pid}/fd").Select(path => int.Parse(Path.GetFileName(path.AsSpan()), CultureInfo.InvariantCulture));

    /// <param name="pid">The process.</param>
    /// <param name="name">The name in proc(5): <c>Max processes</c>.</param>
    internal static string HardLimit(int pid, string name)
        => Read(pid, "limits")!.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];

    internal static IEnumerable<int> Children(int pid) => Entries($"/proc/{pid}/task")
        .Select(thread => Read(pid, $"task/{Path.GetFileName(thread)}/children") ?? "")
        .SelectMany(children => children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => int.Parse(child, CultureInfo.InvariantCulture));

    /// <summary>True when an epoll instance of the process waits for connections to a port of 127.0.0.1 (proc_pid_fdinfo(5)).</summary>
    internal static bool IsAccepting(int pid, int port)
    {
        // The columns of a listening socket: local address 1, state 3 (0A), inode 9.
        string[]? socket = Read(pid, "net/tcp")?.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(row => row.Length > 9 && row[3] == "0A" && row[1] == $"0100007F:{port:X4}");
        return socket is not null && Descriptors(pid).Where(fd => Link(pid, fd) == $"socket:[{socket[9]}]").Any(listener =>
            Descriptors(pid).Any(fd => Read(pid, $"fdinfo/{fd}")?.Split('\n').Any(line =>
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["tfd:", var watched, ..] &&
                watched == listener.ToString(CultureInfo.InvariantCulture)) == true));
    }

    internal static int ThreadCount(int pid) => Entries($"/proc/{pid}/task").Length;

    /// <summary>True when the program was started under this name; false for a shell before its exec.</summary>
    internal static bool IsRunning(int pid, string program)
        => Read(pid, "cmdline") is string line && line.Split('\0')[0] == program;

    internal static string? Link(int pid, int fd) => LinkOf($"/proc/{pid}/fd/{fd}");

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string[] Entries(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? Read(int pid, string file)
    {
        try
        {
            // These files have no length, which File.ReadAllText would read first.
            using var stream = new FileStream($"/proc/{pid}/{file}", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
