using Graceful.Posix;
using Graceful.Restart;
using Graceful.Supervision;
using Instruments.Servers;
using Microsoft.Win32.SafeHandles;
using Runtime.Tests.Posix;

namespace Runtime.Tests.Supervision;

/// <summary>The check of programs that are not a master's next program, and the reasons that it gives.</summary>
[Collection(ChildProcessStarts.Name)]
public sealed class ProgramCheckTests : IDisposable
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(1);

    private readonly string _script = Path.GetTempFileName();

    public void Dispose() => File.Delete(_script);

    [Theory]
    [InlineData("exit 0", "exited before UseGraceful()", "")]
    [InlineData("echo 'no such setting' >&2; exit 78", "exited with 78", "; its stderr: no such setting")]
    [InlineData("kill -SEGV $$", "exited with 139 (SIGSEGV)", "")]
    public async Task A_program_that_ends_otherwise_has_not_passed(string script, string failure, string errorOutput)
    {
        using var check = Start(script, Enough);

        await EndAsync(check);

        Assert.True(check.IsOver);
        Assert.Equal(failure, check.Failure);
        Assert.Equal(errorOutput, check.ErrorOutput);
    }

    /// <summary>As the program does with the memory file: descriptor 3 and higher of the script.</summary>
    [Fact]
    public async Task A_program_that_has_read_its_state_has_passed()
    {
        using var check = Start(": > /proc/self/fd/$GRACEFUL_MASTER_STATE; exit $((GRACEFUL_MASTER_CHECK - 1))", Enough);

        await EndAsync(check);

        Assert.Null(check.Failure);
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed()
    {
        int pid;
        using (var check = Start("exec sleep 1000", TimeSpan.FromMilliseconds(1)))
        {
            pid = check.Pid;
            await Until.TrueAsync(() => check.IsOver, "the limit");
            Assert.Equal("did not get as far as UseGraceful() within 00:00:00.0010000", check.Failure);
        }

        ExitStatus? status = null;
        await Until.TrueAsync(() => (status = ChildProcess.TryReap(pid)) is not null, "the end of the program");
        Assert.Equal("137 (SIGKILL)", $"{status}");
    }

    private ProgramCheck Start(string script, TimeSpan limit)
    {
        File.WriteAllText(_script, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(_script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var state = new SafeFileHandle(Descriptor.CreateMemory("state"), ownsHandle: true);
        RandomAccess.Write(state, "channel=5\n"u8, fileOffset: 0);
        var file = FileIdentity.Of(_script)!.Value;
        return ProgramCheck.Start(
            new NextProgram(Invocation.OfThisProcess().WithProgram(_script), new WorkerProgram(-1, file)), state, limit);
    }

    private static Task EndAsync(ProgramCheck check) => Until.TrueAsync(
        () =>
        {
            if (ChildProcess.TryReap(check.Pid) is { } status)
            {
                check.OnExited(status);
                return true;
            }

            return false;
        },
        "the end of the program");
}
