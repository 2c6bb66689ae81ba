using Instruments.Servers;

namespace Runtime.Tests.Deployments;

/// <summary>A test that mounts a small file system. Skipped, with the reason, where the kernel refuses that.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsMountAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(FindReason);

    public NeedsMountAttribute() => Skip = Reason.Value;

    private static string? FindReason()
    {
        if (Tool.Find("mount") is null || Tool.Find("umount") is null)
        {
            return "'mount' is not installed on this machine. Debian and Ubuntu: apt-get install mount";
        }

        DirectoryInfo directory = Directory.CreateTempSubdirectory("graceful-mount-");
        (int exitCode, string error) = SmallDisk.Run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", directory.FullName);
        if (exitCode == 0)
        {
            _ = SmallDisk.Run("umount", "-l", directory.FullName);
        }

        directory.Delete();
        return exitCode == 0 ? null : $"The kernel lets this user mount no tmpfs: {error.Trim()}";
    }
}
