using System.Diagnostics;
using System.Text.RegularExpressions;
using Instruments.Servers;

namespace RepositoryTests.Documents;

/// <summary>
/// Checks commands of documents without executing them: their syntax, their programs, and the files of the repository that they name.
/// </summary>
internal static partial class ShellCommands
{
    private static readonly HashSet<string> Known =
    [
        "apt-get", "awk", "cat", "cd", "chmod", "cp", "curl", "do", "docker", "done", "dotnet", "dotnet-counters", "echo", "env",
        "exec", "export",
        "fi", "flock", "for", "gcc", "git", "grep", "h2load", "head", "id", "if", "in", "install", "journalctl", "kill", "ln",
        "ls", "mkdir", "mv", "nohup", "nsenter", "pgrep", "pkill", "podman", "printf", "ps", "qemu-aarch64-static", "readelf", "rm",
        "rsync", "runsvdir", "s6-svscan", "scp", "sed", "setsid", "sh", "sleep", "sort", "ss", "ssh", "strace", "sudo", "supervisorctl",
        "supervisord", "sv", "systemctl", "systemd-analyze", "systemd-socket-activate", "tail", "tar", "tee", "test", "then", "timeout",
        "touch", "uniq", "until", "useradd", "wait", "wget", "while", "wrk",
    ];

    /// <summary>True when a line begins as a command does.</summary>
    public static bool IsCommand(string line)
        => line.StartsWith("$ ", StringComparison.Ordinal)
            || line.Split(' ')[0] is "dotnet" or "curl" or "kill" or "mv" or "systemctl" or "docker" or "sudo";

    /// <summary>Returns the commands of a terminal session: its lines after the prompt.</summary>
    public static string OfSession(string text)
        => string.Concat(text.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..] + "\n"));

    public static IEnumerable<string> Problems(string script)
    {
        if (SyntaxError(script) is { } error)
        {
            yield return error;
        }

        var joined = script.Replace("\\\n", " ", StringComparison.Ordinal);
        foreach (Match command in Command().Matches(Comment().Replace(joined, "")))
        {
            var program = command.Groups["program"].Value;
            if (!Known.Contains(program) && !program.Contains('/', StringComparison.Ordinal))
            {
                yield return $"'{program}' is no known command: correct it, or add it to {nameof(ShellCommands)}";
            }
        }

        foreach (Match path in SourcePath().Matches(joined))
        {
            if (!Path.Exists(Path.Combine(Repository.Root, path.Value)))
            {
                yield return $"'{path.Value}' does not exist";
            }
        }
    }

    private static string? SyntaxError(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-n", "-c", script]) { RedirectStandardError = true })!;
        var error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        return shell.ExitCode == 0 ? null : error.Trim();
    }

    [GeneratedRegex(@"(^|\s)#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    /// <summary>The first word of each simple command, after assignments.</summary>
    [GeneratedRegex(
        @"(?:^|&&|\|\|?|;|\$\()[ \t]*(?:\w+=(?:""[^""]*""|\S*)[ \t]+)*(?<program>[A-Za-z./][\w./-]*)(?=\s|\)|;|$)",
        RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<=^|\s)(?:src|samples|tests|bench|docs|\.ci)/[\w./-]+", RegexOptions.Multiline)]
    private static partial Regex SourcePath();
}
