using System.Text;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>The path, the arguments, the working directory and the environment of this process: those of its successors.</summary>
/// <remarks>
/// Read from <c>/proc/self</c> (proc(5)) at start-up. <see cref="Environment.ProcessPath"/> resolves symbolic links, which breaks
/// deployments by <c>current -> releases/42</c>, and is null once the file is gone; and what
/// <see cref="Environment.SetEnvironmentVariable(string, string)"/> changes does not reach libc's <c>environ</c>.
/// </remarks>
internal sealed class Invocation
{
    private readonly PathName? _executable;
    private readonly ProgramFile? _file;

    private Invocation(
        IReadOnlyList<byte[]> arguments,
        IReadOnlyList<byte[]> environment,
        PathName directory,
        PathName? executable,
        ProgramFile? file)
    {
        Arguments = arguments;
        Environment = environment;
        Directory = directory;
        _executable = executable;
        _file = file;
    }

    private static ReadOnlySpan<byte> Deleted => " (deleted)"u8;

    /// <summary>The argument vector, byte for byte.</summary>
    internal IReadOnlyList<byte[]> Arguments { get; }

    /// <summary>The environment that the process was given, byte for byte.</summary>
    internal IReadOnlyList<byte[]> Environment { get; }

    /// <summary>
    /// The working directory at start-up, as the shell named it: a symbolic link in it is followed anew by each successor.
    /// </summary>
    internal PathName Directory { get; }

    /// <summary>
    /// Gets the name of the file with the application's code when it has not changed since this process started;
    /// <see langword="null"/> after <see cref="WithProgram"/>, because another program picks the file.
    /// </summary>
    internal string? UnchangedFile => _file?.Unchanged;

    /// <summary>
    /// Returns the start of another program with the application's arguments: without those of <c>dotnet</c>, which name the release.
    /// </summary>
    /// <param name="program">Relative to <see cref="Directory"/>; <see langword="null"/> or empty for the program that runs.</param>
    internal Invocation WithProgram(string? program)
    {
        if (string.IsNullOrEmpty(program))
        {
            return this;
        }

        var name = new PathName(program);
        var count = Math.Min(System.Environment.GetCommandLineArgs().Length, Arguments.Count) - 1;
        return new Invocation([name.Bytes.ToArray(), .. Arguments.TakeLast(count)], Environment, Directory, name, file: null);
    }

    /// <summary>The same, less variables that are for this process alone.</summary>
    internal Invocation Without(IEnumerable<string> variables)
    {
        var prefixes = variables.Select(name => Encoding.UTF8.GetBytes(name + '=')).ToArray();
        var rest = Environment.Where(entry => !prefixes.Any(prefix => entry.AsSpan().StartsWith(prefix))).ToArray();
        return new Invocation(Arguments, rest, Directory, _executable, _file);
    }

    /// <exception cref="StartRefusedException">/proc is not mounted.</exception>
    internal static Invocation OfThisProcess()
    {
        if (!System.IO.Directory.Exists("/proc/self"))
        {
            throw new StartRefusedException(
                "/proc is not mounted: it has the arguments and the environment of this process for its restarts. Refusing to start; mount "
                + "it (mount -t proc proc /proc).");
        }

        var arguments = Split(File.ReadAllBytes("/proc/self/cmdline"));
        var environment = ReadEnvironment();
        var directory = new PathName("/proc/self/cwd").Resolve() ?? FormerName("/proc/self/cwd") ?? new PathName("/");
        if (Find(environment, "PWD="u8) is { } logical && logical.Bytes is [(byte)'/', ..] && directory.Equals(logical.Resolve()))
        {
            directory = logical;
        }

        var executable = FindExecutable(arguments, environment, directory);
        var file = executable is null ? null : ProgramFile.OfThisProcess(executable, arguments, directory);
        return new Invocation(arguments, environment, directory, executable, file);
    }

    /// <summary>
    /// Reads the environment from the kernel, or from the C library when the kernel refuses: a program with file capabilities that
    /// an ordinary user runs cannot be dumped, and its /proc/self/environ belongs to root (proc(5)).
    /// </summary>
    private static List<byte[]> ReadEnvironment()
    {
        try
        {
            return Split(File.ReadAllBytes("/proc/self/environ"));
        }
        catch (UnauthorizedAccessException)
        {
            return NativeEnvironment.Copy();
        }
    }

    /// <summary>Returns the name of a deleted file or directory. The kernel marks it in the link (proc(5)).</summary>
    private static PathName? FormerName(string link) =>
        new PathName(link).ReadLink() is { } old && old.Bytes.EndsWith(Deleted) ? new PathName(old.Bytes[..^Deleted.Length]) : null;

    /// <summary>
    /// Finds the name by which this program was started. The kernel has it (AT_EXECFN), unless a descriptor was executed (fexecve(3)). It
    /// is not derived from the file: a deployment may have replaced the file, or a link on the way to it, since the start.
    /// </summary>
    private static PathName? FindExecutable(List<byte[]> arguments, List<byte[]> environment, PathName directory) =>
        Find(environment, SupervisionEnvironment.ProgramPrefix) is { Bytes.Length: > 0 } program ? program
        : PathName.OfThisProgram() is { } given && !given.Bytes.StartsWith("/proc/"u8) && !given.Bytes.StartsWith("/dev/fd/"u8)
            ? given
            : FindNamed(arguments.Count > 0 ? arguments[0] : [], environment, directory);

    /// <param name="name">
    /// argv[0], which the starting program chooses (`exec -a`). Used only if it names this program.
    /// </param>
    /// <param name="environment">Has the PATH.</param>
    /// <param name="directory">The directory to which it is relative.</param>
    private static PathName? FindNamed(byte[] name, List<byte[]> environment, PathName directory)
    {
        var started = name.Contains((byte)'/') ? new PathName(name) : FindOnPath(name, environment);
        var named = started?.From(directory).Resolve();
        if (new PathName("/proc/self/exe").Resolve() is { } executable)
        {
            return executable.Equals(named) ? started : executable;
        }

        // A deployment was faster than this start: the file was replaced or removed after execve(2), which the kernel shows with a suffix
        // of its name (proc(5)). The new version is there by the same name, or will be.
        return named is not null ? started : FormerName("/proc/self/exe");
    }

    /// <summary>The file to execute, by the name under which this process was started, so that a new version is found under it.</summary>
    /// <exception cref="FileNotFoundException">There was no such file even at start-up.</exception>
    internal PathName Executable => _executable
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

    private static PathName? Find(List<byte[]> environment, ReadOnlySpan<byte> prefix)
    {
        foreach (var entry in environment)
        {
            if (entry.AsSpan().StartsWith(prefix))
            {
                return new PathName(entry.AsSpan(prefix.Length));
            }
        }

        return null;
    }

    private static PathName? FindOnPath(byte[] name, List<byte[]> environment)
    {
        if (name.Length == 0 || Find(environment, "PATH="u8) is not { } path)
        {
            return null;
        }

        foreach (var range in path.Bytes.Split((byte)':'))
        {
            if (path.Bytes[range] is { Length: > 0 } directory
                && new PathName(name).From(new PathName(directory)) is { IsExecutable: true } found)
            {
                return found;
            }
        }

        return null;
    }
}
