using System.Diagnostics;
using Instruments.Servers;

namespace Runtime.Tests.Supervision;

/// <summary>
/// A test that runs a server as PID 1 of a namespace of its own. Skipped, with the reason, where the kernel refuses that.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsPidNamespaceAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(FindReason);

    public NeedsPidNamespaceAttribute() => Skip = Reason.Value;

    private static string? FindReason()
    {
        if (Tool.Find("unshare") is null)
        {
            return "'unshare' is not installed on this machine. Debian and Ubuntu: apt-get install util-linux";
        }

        using var attempt = Process.Start(new ProcessStartInfo("unshare", ["--pid", "--fork", "--mount-proc", "true"])
        {
            RedirectStandardError = true,
        })!;
        string error = attempt.StandardError.ReadToEnd();
        attempt.WaitForExit();
        return attempt.ExitCode == 0
            ? null
            : $"The kernel lets this user create no PID namespace (unshare --pid --mount-proc): {error.Trim()}";
    }
}
