using Instruments.Servers;

namespace Runtime.Tests.Systemd;

/// <summary>
/// A test that runs systemd itself, in separate namespaces. It runs only with GRACEFUL_SYSTEMD=1, because a second systemd creates
/// control groups on the machine, which <c>dotnet test</c> should not do. Otherwise it is skipped with a reason.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsSystemdAttribute : FactAttribute
{
    private static readonly string[] Tools = ["unshare", "nsenter", "systemctl"];

    public NeedsSystemdAttribute() => Skip = WhyNot();

    private static string? WhyNot()
    {
        if (Environment.GetEnvironmentVariable("GRACEFUL_SYSTEMD") != "1")
        {
            return "It starts a systemd of its own, as root, which makes control groups on this machine. " +
                "Ask for it: GRACEFUL_SYSTEMD=1 dotnet test";
        }

        if (Tools.FirstOrDefault(name => Tool.Find(name) is null) is { } missing)
        {
            return $"'{missing}' is not installed on this machine. Debian and Ubuntu: apt-get install util-linux systemd";
        }

        return !File.Exists(SystemdInstance.Program)
            ? $"There is no {SystemdInstance.Program} on this machine. Debian and Ubuntu: apt-get install systemd"
            : Environment.UserName != "root" ? "Only root may make the namespaces in which systemd runs."
            : Directory.Exists("/run/systemd/system")
                ? "This machine runs systemd already, and its control groups are not for a second one."
            : !SystemdInstance.MayUnshare()
                ? "The kernel does not let this container make what systemd runs in: namespaces (unshare --pid --mount --cgroup), " +
                    "mounts and control groups."
            : null;
    }
}
