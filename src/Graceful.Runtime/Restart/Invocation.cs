using System.Text;
using Graceful.Posix;

namespace Graceful.Restart;

/// <summary>How this process was started: a successor is started the same way.</summary>
/// <remarks>
/// Read from <c>/proc/self</c> (proc(5)) at start-up. <see cref="Environment.ProcessPath"/> resolves symbolic links, which breaks
/// deployments by <c>current -> releases/42</c>, and is null once the file is gone; and what
/// <see cref="Environment.SetEnvironmentVariable(string, string)"/> changes does not reach libc's <c>environ</c>.
/// </remarks>
internal sealed class Invocation
{
    private const string Deleted = " (deleted)";

    private readonly string? _executable;

    private Invocation(IReadOnlyList<byte[]> arguments, IReadOnlyList<byte[]> environment, string directory, string? executable)
    {
        Arguments = arguments;
        Environment = environment;
        Directory = directory;
        _executable = executable;
    }

    /// <summary>The argument vector, byte for byte.</summary>
    internal IReadOnlyList<byte[]> Arguments { get; }

    /// <summary>The environment that the process was given, byte for byte.</summary>
    internal IReadOnlyList<byte[]> Environment { get; }

    /// <summary>The working directory at start-up, as the shell named it: a symbolic link in it is followed anew by each successor.</summary>
    internal string Directory { get; }

    /// <summary>The same, less variables that are for this process alone.</summary>
    internal Invocation Without(IEnumerable<string> variables)
    {
        var prefixes = variables.Select(name => Encoding.UTF8.GetBytes(name + '=')).ToArray();
        var rest = Environment.Where(entry => !prefixes.Any(prefix => entry.AsSpan().StartsWith(prefix))).ToArray();
        return new Invocation(Arguments, rest, Directory, _executable);
    }

    internal static Invocation OfThisProcess()
    {
        var arguments = Split(File.ReadAllBytes("/proc/self/cmdline"));
        var environment = Split(File.ReadAllBytes("/proc/self/environ"));
        var directory = PathNames.Resolve("/proc/self/cwd") ?? "/";
        var logical = environment.FirstOrDefault(entry => entry.AsSpan().StartsWith("PWD=/"u8));
        if (logical is not null && Encoding.UTF8.GetString(logical.AsSpan("PWD=".Length)) is var path && PathNames.Resolve(path) == directory)
        {
            directory = path;
        }

        var name = arguments.Count > 0 ? Encoding.UTF8.GetString(arguments[0]) : "";
        var started = name.Contains('/') ? name : FindOnPath(name, environment);
        return new Invocation(arguments, environment, directory, FindExecutable(started, directory));
    }

    /// <param name="started">argv[0]: a courtesy of whoever started the process (`exec -a`), believed only where it names this program.</param>
    /// <param name="directory">What it is relative to.</param>
    private static string? FindExecutable(string? started, string directory)
    {
        var named = started is null ? null : PathNames.Resolve(Path.Combine(directory, started));
        if (PathNames.Resolve("/proc/self/exe") is { } executable)
        {
            return named == executable ? started : executable;
        }

        // A deployment was faster than this start: the file was replaced or removed after execve(2), and the kernel says so behind
        // its name (proc(5)). The new version is there by the same name, or will be.
        return named is not null ? started
            : File.ResolveLinkTarget("/proc/self/exe", returnFinalTarget: false)?.FullName is { } old && old.EndsWith(Deleted, StringComparison.Ordinal) ? old[..^Deleted.Length]
            : null;
    }

    /// <summary>The file to execute, by the name under which this process was started, so that a new version is found under it.</summary>
    /// <exception cref="FileNotFoundException">There was no such file even at start-up.</exception>
    internal string Executable => _executable
        ?? throw new FileNotFoundException("The program that this process was started from was not found at start-up (/proc/self/exe).");

    private static List<byte[]> Split(byte[] terminated)
    {
        var parts = new List<byte[]>();
        var rest = terminated.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0)
            {
                end = rest.Length;
            }

            parts.Add(rest[..end].ToArray());
            rest = rest[Math.Min(end + 1, rest.Length)..];
        }

        return parts;
    }

    private static string? FindOnPath(string name, List<byte[]> environment)
    {
        var path = environment.FirstOrDefault(entry => entry.AsSpan().StartsWith("PATH="u8));
        return name.Length == 0 || path is null
            ? null
            : Encoding.UTF8.GetString(path.AsSpan("PATH=".Length))
                .Split(':', StringSplitOptions.RemoveEmptyEntries)
                .Select(directory => Path.Combine(directory, name))
                .FirstOrDefault(PathNames.IsExecutable);
    }
}
