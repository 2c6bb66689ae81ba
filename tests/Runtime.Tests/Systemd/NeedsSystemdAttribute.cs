using Runtime.Tests.Processes.Servers;

namespace Runtime.Tests.Systemd;

/// <summary>
/// A test that runs systemd itself, in namespaces of its own. Only where it is asked for by GRACEFUL_SYSTEMD=1: a second systemd makes
/// control groups on the machine, which nobody expects of <c>dotnet test</c>. Otherwise it is skipped, and says why.
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
            return "It starts a systemd of its own, as root, which makes control groups on this machine. Ask for it: GRACEFUL_SYSTEMD=1 dotnet test";
        }

        if (Tools.FirstOrDefault(name => Tool.Find(name) is null) is { } missing)
        {
            return $"'{missing}' is not installed on this machine. Debian and Ubuntu: apt-get install util-linux systemd";
        }

        return !File.Exists(SystemdInstance.Program) ? $"There is no {SystemdInstance.Program} on this machine. Debian and Ubuntu: apt-get install systemd"
            : Environment.UserName != "root" ? "Only root may make the namespaces in which systemd runs."
            : Directory.Exists("/run/systemd/system") ? "This machine runs systemd already, and its control groups are not for a second one."
            : !SystemdInstance.MayUnshare() ? "The kernel does not let this container make what systemd runs in: namespaces (unshare --pid --mount --cgroup), mounts and control groups."
            : null;
    }
}
