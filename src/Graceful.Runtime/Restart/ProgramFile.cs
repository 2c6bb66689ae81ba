using Graceful.Posix;

namespace Graceful.Restart;

/// <summary>
/// The file with the application's code, as it was when this process started: the native or single-file program, or the assembly that
/// <c>dotnet</c> or an apphost loads.
/// </summary>
internal sealed class ProgramFile
{
    private readonly PathName _name;
    private readonly FileVersion? _started;

    private ProgramFile(PathName name, FileVersion? started)
    {
        _name = name;
        _started = started;
    }

    /// <summary>Returns the file's name when a restart would run the same file again; otherwise <see langword="null"/>.</summary>
    internal string? Unchanged => _started is not null && FileVersion.Of(_name) == _started ? _name.ToString() : null;

    /// <param name="executable">The name that a restart starts.</param>
    /// <param name="arguments">The argument vector.</param>
    /// <param name="directory">The working directory at start-up.</param>
    internal static ProgramFile OfThisProcess(PathName executable, IReadOnlyList<byte[]> arguments, PathName directory)
    {
        // The names as given, and not the runtime's: it resolves symbolic links, which may lead to another file at a restart.
        var started = Environment.GetCommandLineArgs();
        if (!started[0].EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            // The file that runs: the name may lead to another one by now.
            return new ProgramFile(executable.From(directory), FileVersion.Of(new PathName("/proc/self/exe")));
        }

        var assembly = arguments.Count > started.Length
            ? new PathName(arguments[^started.Length]).From(directory)
            : Beside(executable.From(directory), Path.GetFileName(started[0]));
        return new ProgramFile(assembly, FileVersion.Of(assembly));
    }

    private static PathName Beside(PathName executable, string name) =>
        new([.. executable.Bytes[..(executable.Bytes.LastIndexOf((byte)'/') + 1)], .. new PathName(name).Bytes]);
}
