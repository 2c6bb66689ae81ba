using Graceful.Posix;
using Graceful.Supervision;
using Graceful.Transport;
using Microsoft.Win32.SafeHandles;
using Runtime.Tests.Posix;

namespace Runtime.Tests.Supervision;

/// <summary>A state that no master has written: one line with the reason, before a descriptor or a process is touched.</summary>
[Collection(ChildProcessStarts.Name)]
public sealed class ForgedMasterStates : IDisposable
{
    private readonly (int Ours, int Theirs) _channel = Packet.CreateChannel();
    private readonly int _memory = Descriptor.CreateMemory("other");

    [Fact]
    public void A_state_with_open_descriptors_of_their_kinds_is_accepted() => State("").CheckDescriptors();

    [Theory]
    [InlineData("channel=4711", "channel=4711: the descriptor is not open")]
    [InlineData("channel=<memory>", "the descriptor is something else")]
    [InlineData("channel=0", "channel=0: the descriptor is a standard stream")]
    [InlineData("workers-end=4711", "workers-end=4711: the descriptor is not open")]
    [InlineData("workers-end=<ours>", "appears twice")]
    [InlineData("signals=4711", "signals=4711: the descriptor is not open")]
    [InlineData("signals=<memory>", "the descriptor is something else")]
    [InlineData("worker=-1;-1;0;Serving;2;0", "the worker -1 is no process of its own")]
    [InlineData("worker=0;-1;0;Serving;2;0", "the worker 0 is no process of its own")]
    [InlineData("worker=1;-1;0;Serving;2;0", "the worker 1 is no process of its own")]
    [InlineData("worker=x;-1;0;Serving;2;0", "the worker -1 is no process of its own")]
    [InlineData("worker=<self>;-1;0;Serving;2;0", "is no process of its own")]
    [InlineData("worker=99;-1;0;Serving;2;0\nworker=99;-1;0;Serving;2;0", "the worker 99 is no process of its own")]
    [InlineData("worker=99;4711;0;Serving;2;0", "worker=4711: the descriptor is not open")]
    [InlineData("worker=99;-1;0;Serving;2;0\nprogram=99;4711;1;1", "program=4711: the descriptor is not open")]
    [InlineData("worker=99;-1;0;Serving;2;0\nsocket=99;4711;0;;tcp:127.0.0.1:80", "socket=4711: the descriptor is not open")]
    [InlineData("worker=99;-1;0;Serving;2;0\nsocket=99;<memory>;0;;tcp:127.0.0.1:80", "the descriptor is something else")]
    [InlineData("worker=99;-1;0;Serving;2;0\nsocket=99;2;0;;tcp:127.0.0.1:80", "socket=2: the descriptor is a standard stream")]
    public void A_lie_is_refused(string lines, string reason)
    {
        var state = State(lines
            .Replace("<memory>", $"{_memory}", StringComparison.Ordinal)
            .Replace("<ours>", $"{_channel.Ours}", StringComparison.Ordinal)
            .Replace("<self>", $"{Environment.ProcessId}", StringComparison.Ordinal));
        var refusal = Assert.Throws<StartRefusedException>(state.CheckDescriptors);
        Assert.Contains("GRACEFUL_MASTER_STATE is not from a Graceful master", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Refusing to start; unset the variable", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_memory_file_is_not_read_as_a_whole()
    {
        var huge = Descriptor.CreateMemory("huge");
        using (var handle = new SafeFileHandle(huge, ownsHandle: false))
        {
            RandomAccess.SetLength(handle, 1L << 40);
        }

        Assert.Throws<StartRefusedException>(() => MasterState.Read(huge));
    }

    public void Dispose()
    {
        Descriptor.Close(_channel.Ours);
        Descriptor.Close(_channel.Theirs);
        Descriptor.Close(_memory);
    }

    /// <summary>A later line of a key with one value replaces an earlier one.</summary>
    private MasterState State(string lines) => MasterState.Parse($"channel={_channel.Ours}\nworkers-end={_channel.Theirs}\n{lines}\n");
}
