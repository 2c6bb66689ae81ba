using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Posix;
using Instruments.Servers;
using Tmds.Linux;

namespace Runtime.Tests.Failures;

/// <summary>A version that never serves.</summary>
/// <param name="Deploy">Installs it as the program.</param>
/// <param name="Reason">Matches the log line of the old process.</param>
/// <param name="Happens">An action on it, when it does not fail on its own.</param>
[SupportedOSPlatform("linux")]
internal sealed partial record BadVersion(Action<Deployment, DemoProcess> Deploy, Regex Reason, Func<DemoProcess, Task>? Happens = null)
{
    private const UnixFileMode NotExecutable = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal static IReadOnlyDictionary<string, BadVersion> All { get; } = new Dictionary<string, BadVersion>
    {
        ["does not exist"] = new(
            (deployment, _) => deployment.Remove(),
            NotStarted("No such file or directory")),
        ["is not executable"] = new(
            (deployment, _) => deployment.Deploy(File.ReadAllBytes(deployment.GoodProgram), NotExecutable),
            NotStarted("Permission denied")),
        ["is empty"] = new(
            (deployment, _) => deployment.Deploy([]),
            NotStarted("Exec format error")),
        ["was copied in half"] = new(
            (deployment, _) => deployment.DeployTruncated(0.5),
            FailedOrNotStarted()),
        ["was copied to one percent"] = new(
            (deployment, _) => deployment.DeployTruncated(0.01),
            FailedOrNotStarted()),
        ["is for another machine"] = new(
            (deployment, _) => deployment.Deploy(ForAnotherMachine(File.ReadAllBytes(deployment.GoodProgram))),
            NotStarted("Exec format error")),
        ["is a script without its first line"] = new(
            (deployment, _) => deployment.Deploy("exec /bin/true\n"u8.ToArray()),
            NotStarted("Exec format error")),
        ["is a script of an interpreter that is not there"] = new(
            (deployment, _) => deployment.Deploy("#!/nowhere/sh\n"u8.ToArray()),
            NotStarted("No such file or directory")),
        ["exits with 0 at once"] = new(
            (deployment, _) => deployment.DeployScript("exit 0"),
            Failed("0", "")),
        ["says why and exits"] = new(
            (deployment, _) =>
                deployment.DeployScript("echo 'no such table: users' >&2; printf 'run \\033[1mmigrate\\033[0m first' >&2; exit 3"),
            Failed("3", @"; its stderr: no such table: users\nrun \u001b[1mmigrate\u001b[0m first")),
        ["has a wrong setting"] = new(
            (deployment, _) => deployment.DeployScript($"export Graceful__DrainTimeout=soon\nexec '{deployment.GoodProgram}' \"$@\""),
            Failed("78", "; its stderr: Graceful:DrainTimeout = 'soon'", "expected a time")),
        ["crashes in Main"] = new(
            (deployment, _) => deployment.DeployScript(
                $"export Logging__LogLevel__Default=Loud\nexec '{deployment.GoodProgram}' \"$@\""),
            Failed("134 (SIGABRT)", "; its stderr: Unhandled exception.", "Loud")),
        ["fails while Kestrel binds"] = new(
            // Two endpoints: an inherited one, then one that another process uses.
            (deployment, demo) => deployment.DeployScript(
                $"export Kestrel__Endpoints__A__Url=http://{demo.EndPoint} Kestrel__Endpoints__B__Url=http://127.0.0.1:{Occupied.Port}\n"
                + $"exec '{deployment.GoodProgram}' \"$@\""),
            Failed("69", $"; its stderr: Failed to bind to address http://127.0.0.1:{Occupied.Port}: address already in use. Stop")),
        ["hangs before it is ready"] = new(
            (deployment, _) => deployment.DeployScript("exec sleep 1000"),
            Failed("143 (SIGTERM)", "")),
        ["hangs and ignores SIGTERM"] = new(
            (deployment, _) => deployment.DeployScript("trap '' TERM\necho 'waiting for the lock' >&2\nexec sleep 1000"),
            Failed("137 (SIGKILL)", "; its stderr: waiting for the lock")),
        ["does not know the channel"] = new(
            // Serves elsewhere on its own, and never reports readiness.
            (deployment, _) => deployment.DeployScript(
                "unset GRACEFUL_VERSION GRACEFUL_GENERATION GRACEFUL_CHANNEL GRACEFUL_LISTENERS GRACEFUL_STDERR "
                + "GRACEFUL_SUPERVISOR Graceful__Supervised\n"
                + $"exec '{deployment.GoodProgram}' --urls http://127.0.0.1:{FreePort.Next()}"),
            Failed("0", "")),
        ["is killed before it is ready"] = new(
            (deployment, _) => deployment.DeployScript($"kill -STOP $$\nexec '{deployment.GoodProgram}' \"$@\""),
            Failed("137 (SIGKILL)", ""),
            async demo =>
            {
                Generation successor = await demo.NextGenerationAsync(after: 1);
                await Until.TrueAsync(() => ProcFs.IsStopped(successor.Pid), $"{successor} to stop itself");
                successor.Signal(LibC.SIGKILL);
            }),
    };

    /// <summary>True when the old process reports the failure only after <c>StartTimeout</c>.</summary>
    internal static bool TakesTime(string name) =>
        name.StartsWith("hangs", StringComparison.Ordinal) || name == "does not know the channel";

    private static Regex NotStarted(string reason)
        => new($"The successor could not be started: posix_spawn failed for .*/app: {reason} \\(errno [0-9]+\\); " +
                $"still serving as (?<pid>[0-9]+)");

    /// <summary>The complete log line; the parts of the error output in this order.</summary>
    private static Regex Failed(string status, params string[] parts)
        => new($"Successor [0-9]+ exited with {Regex.Escape(status)} before it was ready; still serving as (?<pid>[0-9]+), " +
                $"fix the problem and send the signal again"
            + (parts is [""] ? "$" : string.Join(".*", parts.Select(Regex.Escape))));

    /// <summary>The kernel and the dynamic linker decide how half a program fails.</summary>
    [GeneratedRegex(
        "(could not be started: posix_spawn failed for .*/app|exited with [0-9]+.* before it was ready).*; " +
        "still serving as (?<pid>[0-9]+)")]
    private static partial Regex FailedOrNotStarted();

    private static byte[] ForAnotherMachine(byte[] elf)
    {
        // e_machine (elf(5)): SPARC, for which this kernel has no emulator registered either.
        elf[18] = 2;
        elf[19] = 0;
        return elf;
    }
}
