using System.Diagnostics;
using System.Globalization;
using Instruments.Posix;
using Instruments.Servers;
using Tmds.Linux;

namespace Runtime.Tests.Systemd;

/// <summary>
/// systemd as the first process of a PID namespace, with one service and no other unit. It shares the machine's network, and has its own
/// mounts, processes and control groups, which end with it.
/// </summary>
internal sealed class SystemdInstance : IAsyncDisposable
{
    internal const string Program = "/lib/systemd/systemd";

    /// <summary>Ends the leftovers if the test dies.</summary>
    private const string LongestLife = "120";

    private const string Mounts =
        "mount --make-rprivate / && mount -t proc proc /proc && mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /etc/systemd/system";

    /// <summary>systemd finds its control group at its mount point, and creates others in it.</summary>
    private const string Groups = """
        for group in /sys/fs/cgroup /sys/fs/cgroup/systemd; do
            [ -w $group/cgroup.procs ] && mkdir $group/graceful-$$ && rmdir $group/graceful-$$ && exit
        done
        exit 1
        """;

    /// <summary>Its pid is visible from outside only until /proc is mounted again.</summary>
    private const string Boot = $"""
        read -r pid rest < /proc/self/stat
        {Mounts} || exit
        mkdir -p /run/systemd/system && cp "$0/app.service" /run/systemd/system || exit
        echo "$pid" > "$0/init.new" && mv "$0/init.new" "$0/init"
        exec env -i container=lxc PATH="$PATH" /lib/systemd/systemd --system --unit=app.service --log-target=console --show-status=false
        """;

    private static readonly string[] Unshare = ["--pid", "--fork", "--mount", "--uts", "--ipc", "--cgroup", "--kill-child=KILL"];

    private readonly DirectoryInfo _folder;
    private readonly Action<string> _print;
    private readonly ToolProcess _unshare;
    private string _init = "";

    private SystemdInstance(DirectoryInfo folder, Action<string> print)
    {
        (_folder, _print) = (folder, print);
        _unshare = ToolProcess.Start(
            Tool.Find("timeout")!, ["-s", "KILL", LongestLife, Tool.Find("unshare")!, .. Unshare, "sh", "-c", Boot, folder.FullName]);
    }

    internal static bool MayUnshare()
    {
        using Process process = Process.Start(new ProcessStartInfo(Tool.Find("unshare")!,
            [.. Unshare, "sh", "-ec", $"{Mounts}\n{Groups}"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>Starts the service, and returns when systemd accepts commands.</summary>
    /// <param name="service">The lines of its section, without those for its log.</param>
    /// <param name="print">Receives all logs at the end.</param>
    internal static async Task<SystemdInstance> StartAsync(string service, Action<string> print)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("graceful-systemd-");
        string log = Path.Combine(folder.FullName, "log");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "app.service"),
            $"[Unit]\nDefaultDependencies=no\nStartLimitIntervalSec=0\n[Service]\nStandardOutput=append:{log}\n" +
            $"StandardError=append:{log}\n{service}\n");
        var systemd = new SystemdInstance(folder, print);
        string init = Path.Combine(folder.FullName, "init");
        await Until.TrueAsync(() => File.Exists(init) || systemd._unshare.HasExited, "systemd to begin");
        Assert.False(systemd._unshare.HasExited, systemd._unshare.Output.ToString());
        systemd._init = (await File.ReadAllTextAsync(init)).Trim();
        await systemd.ShowsAsync(service => service["ActiveState"] == "active");
        return systemd;
    }

    /// <summary>Runs systemctl as an operator does.</summary>
    internal async Task SystemctlAsync(string verb)
    {
        (int exit, string output) = await RunAsync(Tool.Find("systemctl")!, verb, "app.service");
        Assert.True(exit == 0, $"systemctl {verb} ended with {exit}: {output}");
    }

    /// <summary>Kills a process by its pid inside the namespace.</summary>
    internal async Task KillAsync(int pid)
    {
        (int exit, string output) = await RunAsync("/bin/kill", "-KILL", pid.ToString(CultureInfo.InvariantCulture));
        Assert.True(exit == 0, output);
    }

    /// <summary>Returns the properties of the service when the condition is true.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> ShowsAsync(Func<IReadOnlyDictionary<string, string>, bool> condition)
    {
        long deadline = Environment.TickCount64 + (long)Until.Limit.TotalMilliseconds;
        while (true)
        {
            // Only D-Bus reports changes, so that the state is read again.
            (int exit, string output) = await RunAsync(
                Tool.Find("systemctl")!, "show", "app.service", "-p", "MainPID,ActiveState,StatusText,Result,NRestarts");
            if (exit == 0)
            {
                var properties = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2))
                    .ToDictionary(pair => pair[0], pair => pair[1]);
                if (condition(properties))
                {
                    return properties;
                }
            }

            Assert.True(Environment.TickCount64 < deadline, $"systemd does not say what was waited for: {output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_init.Length > 0)
        {
            // With the first process the kernel ends all processes of the namespace.
            _ = LibC.kill(int.Parse(_init, CultureInfo.InvariantCulture), LibC.SIGKILL);
            await _unshare.ExitAsync();
        }

        await _unshare.DisposeAsync();
        _print($"systemd:\n{_unshare.Output}");
        string log = Path.Combine(_folder.FullName, "log");
        _print(File.Exists(log) ? await File.ReadAllTextAsync(log) : "The service has logged nothing.");
        _folder.Delete(recursive: true);
    }

    private async Task<(int Exit, string Output)> RunAsync(params string[] command)
    {
        await using ToolProcess process = ToolProcess.Start(Tool.Find("nsenter")!, ["-t", _init, "-m", "-p", "--", .. command]);
        int exit = await process.ExitAsync();
        return (exit, string.Join('\n', process.Output.Lines.Select(line => line.Text)));
    }
}
