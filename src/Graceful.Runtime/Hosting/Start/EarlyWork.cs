using System.Globalization;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Hosting;

/// <summary>Finds what the program started before <c>UseGraceful()</c>: it exists in the master as well as in every worker.</summary>
internal static class EarlyWork
{
    private const string RuntimeThreads = ".NET ";

    /// <summary>The diagnostic port of the runtime: a Unix socket in the temporary directory.</summary>
    private const string DiagnosticPort = "dotnet-diagnostic-";

    /// <param name="activated">Descriptors that a service manager passed.</param>
    /// <returns>A text such as "a timer, a listening socket (0.0.0.0:80)"; empty when there is nothing.</returns>
    internal static string Find(IReadOnlyCollection<int> activated)
    {
        var found = new List<string>();
        if (Timer.ActiveCount is > 0 and var timers)
        {
            found.Add(timers == 1 ? "a timer" : string.Create(CultureInfo.InvariantCulture, $"{timers} timers"));
        }

        try
        {
            found.AddRange(Threads());
            found.AddRange(Descriptors()
                .Where(fd => ListeningSocket.IsListening(fd) && IsOwn(fd, activated))
                .Select(fd => SocketName.Local(fd)?.ToString() ?? "of another family")
                .Where(address => !address.Contains(DiagnosticPort, StringComparison.Ordinal))
                .Select(address => $"a listening socket ({address})"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Without /proc, only the timers are known.
        }

        return string.Join(", ", found);
    }

    /// <summary>
    /// Threads with a name of their own. One without has the name of the first thread, and so has a thread of the runtime at its start.
    /// </summary>
    private static IEnumerable<string> Threads()
    {
        var unnamed = NameOf("/proc/self");
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            if (NameOf(task) is { } name
                && name != unnamed
                && !name.StartsWith(RuntimeThreads, StringComparison.Ordinal))
            {
                yield return $"the thread '{name}'";
            }
        }
    }

    private static string? NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            // The thread has ended meanwhile.
            return null;
        }
    }

    /// <summary>A descriptor that came through execve(2) had no close-on-exec flag; those of .NET have it.</summary>
    private static bool IsOwn(int fd, IReadOnlyCollection<int> activated) => Descriptor.IsCloseOnExec(fd) && !activated.Contains(fd);

    private static IEnumerable<int> Descriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Select(path => int.Parse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture));
}
