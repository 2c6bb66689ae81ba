using System.Diagnostics;

namespace Runtime.Tests.Processors;

/// <summary>The cross-compiler for arm64, and qemu as the interpreter of its output.</summary>
internal static class Arm64
{
    internal const string Installation =
        "Debian and Ubuntu: apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static";

    /// <summary>The arm64 C library, as qemu's QEMU_LD_PREFIX takes it.</summary>
    internal const string Libraries = "/usr/aarch64-linux-gnu";

    private const string Mount = "/proc/sys/fs/binfmt_misc";
    private const string Registration = "/usr/lib/binfmt.d/qemu-aarch64.conf";

    internal static IReadOnlyList<string> Tools { get; } = ["aarch64-linux-gnu-gcc", "aarch64-linux-gnu-objcopy", "qemu-aarch64-static"];

    /// <summary>The arguments of <c>dotnet publish</c>, as in docs/native.md.</summary>
    internal static IReadOnlyList<string> PublishArguments { get; } =
    [
        "-r", "linux-arm64", "-p:CppCompilerAndLinker=aarch64-linux-gnu-gcc",
        "-p:ObjCopyName=aarch64-linux-gnu-objcopy", "-p:LinkerFlavor=bfd",
    ];

    internal static bool IsInterpreterRegistered => File.Exists(Path.Combine(Mount, "qemu-aarch64"));

    /// <summary>Does what systemd-binfmt does at boot; false where the kernel or a container forbids it.</summary>
    internal static bool TryRegisterInterpreter()
    {
        try
        {
            if (!File.Exists(Path.Combine(Mount, "register")))
            {
                using Process mount = Process.Start(
                    new ProcessStartInfo("mount", ["-t", "binfmt_misc", "binfmt_misc", Mount]) { RedirectStandardError = true })!;
                mount.WaitForExit();
            }

            File.WriteAllText(Path.Combine(Mount, "register"), File.ReadLines(Registration).First(line => line.StartsWith(':')));
            return IsInterpreterRegistered;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
