using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>
/// A successor under the test's control: the process is real, and the test has its end of the channel. Records the events of the
/// <see cref="Successor"/> that watches it.
/// </summary>
internal sealed class SuccessorPeer : ISuccessorEvents, IDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<(ExitStatus? Status, bool InOrder)> _gone =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _unresponsive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _mayContinue = new(initialState: true);
    private readonly int _predecessorEnd;

    public SuccessorPeer()
    {
        (_predecessorEnd, var successorEnd) = Packet.CreateChannel();
        Channel = new ChannelEnd(successorEnd);
        Child = ChildProcess.Start(new PathName("/bin/sleep"), ["sleep"u8.ToArray(), "1000"u8.ToArray()], [], new PathName("/"), []);
    }

    /// <summary>The successor's end of the channel.</summary>
    public ChannelEnd Channel { get; }

    public ChildProcess Child { get; }

    public Task Ready => _ready.Task;

    /// <summary>The number of connections without an answer, when the successor was reported as unresponsive.</summary>
    public Task<int> Unresponsive => _unresponsive.Task;

    public Task<(ExitStatus? Status, bool InOrder)> Gone => _gone.Task;

    /// <summary>Creates the predecessor's view. Its thread raises the events of this object.</summary>
    public Successor Watch(HandoverServer server, TimeSpan? answerTimeout = null) =>
        new(Child, _predecessorEnd, server.Transport, this, standardError: null, answerTimeout);

    /// <summary>Blocks the watching thread in its next event until <see cref="ReleaseEvents"/>.</summary>
    public void HoldEvents() => _mayContinue.Reset();

    public void ReleaseEvents() => _mayContinue.Set();

    void ISuccessorEvents.Ready(ISuccessor successor)
    {
        _ready.TrySetResult();
        _mayContinue.Wait();
    }

    void ISuccessorEvents.Unresponsive(ISuccessor successor, int connections, TimeSpan limit)
    {
        _unresponsive.TrySetResult(connections);
        _mayContinue.Wait();
    }

    void ISuccessorEvents.Gone(ISuccessor successor, ExitStatus? status, bool inOrder) => _gone.TrySetResult((status, inOrder));

    public void Dispose()
    {
        _mayContinue.Set();
        Child.Kill(LibC.SIGKILL);
        Channel.Dispose();
        _gone.Task.Wait(Until.Limit);
        _mayContinue.Dispose();
    }
}
