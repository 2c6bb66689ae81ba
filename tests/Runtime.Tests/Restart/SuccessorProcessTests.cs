using Graceful.Posix;
using Graceful.Restart;
using Runtime.Tests.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>Signals to a server that runs behind a wrapper script. Both are real processes.</summary>
[Collection(ChildProcessStarts.Name)]
public sealed class SuccessorProcessTests : IDisposable
{
    private readonly ChildProcess _wrapper = Sleep();
    private readonly ChildProcess _server = Sleep();
    private readonly SuccessorProcess _process;

    public SuccessorProcessTests()
    {
        _process = new SuccessorProcess(_wrapper, maySendAnother: true);
        _process.Identify(_server.Pid);
    }

    public void Dispose()
    {
        _process.Close();
        _wrapper.End();
        _server.End();
    }

    [Fact]
    public void A_signal_reaches_both()
    {
        Assert.True(_process.TryKill(LibC.SIGTERM));
        Assert.Equal(LibC.SIGTERM, _server.WaitForExit().Signal);
        Assert.Equal(LibC.SIGTERM, _wrapper.WaitForExit().Signal);
    }

    /// <summary>The pid may be that of another process by then. The server here plays it.</summary>
    [Fact]
    public void After_the_pidfds_are_closed_no_signal_is_sent_to_the_pid_of_the_server()
    {
        _wrapper.End();
        _process.Close();
        Assert.True(_process.TryKill(LibC.SIGKILL));

        // A SIGKILL would have come first.
        ProcessId.Signal(_server.Pid, LibC.SIGTERM);
        Assert.Equal(LibC.SIGTERM, _server.WaitForExit().Signal);
    }

    [Fact]
    public void The_wrapper_of_a_server_that_has_ended_is_killed()
    {
        _server.End();
        Assert.True(_process.HasEnded());
        Assert.Null(_process.WaitForExit());
        _process.End();
        Assert.Equal(LibC.SIGKILL, _wrapper.WaitForExit().Signal);
    }

    [Fact]
    public void A_server_that_lives_on_has_ended_when_the_call_returns()
    {
        _wrapper.End();
        Assert.Null(_process.WaitForExit());
        _process.End();
        Assert.Equal(LibC.SIGKILL, _server.TryGetExit()!.Value.Signal);
    }

    private static ChildProcess Sleep() =>
        ChildProcess.Start(new PathName("/bin/sleep"), ["sleep"u8.ToArray(), "1000"u8.ToArray()], [], new PathName("/"), []);
}
