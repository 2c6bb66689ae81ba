using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Graceful.Posix;
using Instruments.Servers;
using Tmds.Linux;

namespace Runtime.Tests.Posix;

/// <summary>Traps for signals that nothing else in the test process uses.</summary>
[SupportedOSPlatform("linux")]
[Collection(ChildProcessStarts.Name)]
public sealed class SignalTrapTests
{
    private static readonly int Signal = LibC.SIGURG;

    [Fact]
    public async Task A_signal_that_arrives_is_ignored_from_then_on_in_other_programs_too()
    {
        var trap = SignalTrap.TrySet(Signal)!;
        Assert.Equal((Signal, false, false), (trap.Signal, trap.HasSprung, IsIgnoredByAChild()));

        Assert.Equal(0, LibC.kill(Environment.ProcessId, Signal));

        // Any thread of the process handles it.
        await Until.TrueAsync(() => trap.HasSprung, "the trap");
        Assert.True(IsIgnoredByAChild());
        trap.Release();
        Assert.False(SignalAction.IsIgnored(Signal));
    }

    [Fact]
    public async Task A_signal_that_is_ignored_already_has_no_trap()
    {
        var trap = SignalTrap.TrySet(Signal)!;
        Assert.Equal(0, LibC.kill(Environment.ProcessId, Signal));
        await Until.TrueAsync(() => trap.HasSprung, "the trap");

        Assert.Null(SignalTrap.TrySet(Signal));

        SignalAction.StopIgnoring(Signal);
        Assert.False(SignalAction.IsIgnored(Signal));
        trap.Release();
    }

    /// <summary>posix_spawn(3) executes a program as execve(2) does: handlers are reset, and ignored signals stay ignored.</summary>
    private static bool IsIgnoredByAChild()
    {
        var start = new ProcessStartInfo("grep", ["SigIgn:", "/proc/self/status"]) { RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        string mask = child.StandardOutput.ReadToEnd()["SigIgn:".Length..].Trim();
        child.WaitForExit();
        return (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1ul << (Signal - 1))) != 0;
    }
}
