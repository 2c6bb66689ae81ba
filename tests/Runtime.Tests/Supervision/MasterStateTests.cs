using Graceful.Posix;
using Graceful.Supervision;
using Graceful.Transport;

namespace Runtime.Tests.Supervision;

/// <summary>The state that one program of a master leaves to the next, older or newer.</summary>
public sealed class MasterStateTests
{
    [Fact]
    public void Everything_that_was_written_is_read()
    {
        var state = Example();

        var read = MasterState.Parse(state.Describe());

        Assert.Equal(state.Describe(), read.Describe());
        Assert.Equal(state.Descriptors, read.Descriptors);
        Assert.Equal(state.Stored, read.Stored);
        Assert.Equal([12, 17], read.Signals);
        Assert.Equal([1, 10], read.Trapped);
        Assert.Equal(WorkerPhase.Serving, Assert.Single(read.Workers).Phase);
    }

    [Fact]
    public void A_reader_ignores_what_a_newer_version_adds()
    {
        var state = Example();

        var newer = state.Describe().Replace("worker=", "weather=sunny;12\nworker=", StringComparison.Ordinal) + "no equals sign\n";
        var read = MasterState.Parse(newer);

        Assert.Equal(state.Describe(), read.Describe());
    }

    [Fact]
    public void A_missing_key_has_its_default()
    {
        var read = MasterState.Parse("channel=5\nworkers-end=6\n");

        Assert.Equal((5, 6, 0, 0), (read.Channel, read.WorkersEnd, read.LastGeneration, read.Crashes));
        Assert.Empty(read.Signals);
        Assert.Empty(read.Trapped);
        Assert.Empty(read.Workers);
        Assert.Empty(read.Stored);
    }

    [Fact]
    public void A_phase_of_a_newer_version_counts_as_serving()
    {
        var read = MasterState.Parse(Example().Describe().Replace("Serving", "Meditating", StringComparison.Ordinal));

        Assert.Equal(WorkerPhase.Serving, read.Workers[0].Phase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("channel=x\nworkers-end=6\n")]
    public void Without_a_channel_there_is_nothing_to_supervise(string text) =>
        Assert.Throws<StartRefusedException>(() => MasterState.Parse(text));

    [Fact]
    public void The_memory_file_holds_the_state()
    {
        var state = Example();
        using var memory = state.Write();
        var copy = Descriptor.Duplicate((int)memory.DangerousGetHandle());

        Assert.Equal(state.Describe(), MasterState.Read(copy).Describe());
    }

    private static MasterState Example()
    {
        var worker = new Worker(4711, pidFd: 12, generation: 3)
        {
            Phase = WorkerPhase.Serving,
            ProtocolVersion = 1,
            ServingSince = 123456789,
            Program = new WorkerProgram(13, new FileIdentity(66, 1234)),
        };
        worker.Sockets.Add(new WorkerSocket(14, "tcp:0.0.0.0:80", IsManaged: true, File: null));
        worker.Sockets.Add(new WorkerSocket(15, "unix:/run/a;b=c.sock", IsManaged: false, new FileIdentity(1, 2)));
        return new MasterState
        {
            Channel = 5,
            WorkersEnd = 6,
            LastGeneration = 3,
            Crashes = 2,
            Signals = { 12, 17 },
            Trapped = { 1, 10 },
            Workers = { worker },
            Stored = { "tcp:0.0.0.0:80", "unix:/run/a;b=c\nd.sock" },
        };
    }
}
