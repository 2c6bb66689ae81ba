using System.Runtime.InteropServices;
using Instruments.Servers;

namespace Runtime.Tests.Processors;

/// <summary>
/// A test that cross-compiles for arm64 and runs the result under qemu; skipped, with the reason, where that is not possible.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsArm64Attribute : FactAttribute
{
    public NeedsArm64Attribute() => Skip = WhyNot();

    private static string? WhyNot()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return $"It cross-compiles from x64; this machine is {RuntimeInformation.ProcessArchitecture}.";
        }

        if (Arm64.Tools.FirstOrDefault(name => Tool.Find(name) is null) is { } missing)
        {
            return $"'{missing}' is not installed on this machine. {Arm64.Installation}";
        }

        return !File.Exists(Path.Combine(Arm64.Libraries, "lib/crt1.o")) ? $"The C library for arm64 is not installed. {Arm64.Installation}"
            : Arm64.IsInterpreterRegistered ? null
            : Environment.UserName != "root" ? "Only root can register qemu as the interpreter of arm64 files (binfmt_misc)."
            : !Arm64.TryRegisterInterpreter()
                ? "The kernel does not let this container register an interpreter of arm64 files (binfmt_misc)."
            : null;
    }
}
