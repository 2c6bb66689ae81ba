using System.Text;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Runtime.Tests.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>The variables of a master: round trips, and values that another program might have set.</summary>
[Collection(ChildProcessStarts.Name)]
public sealed class SupervisionEnvironmentTests : IDisposable
{
    private static readonly string[] Names =
        ["GRACEFUL_SUPERVISOR", "GRACEFUL_MASTER_STATE", "GRACEFUL_MASTER_CHECK", "GRACEFUL_PROGRAM"];

    private readonly (int Ours, int Theirs) _channel = Packet.CreateChannel();
    private readonly int _memory = Descriptor.CreateMemory("state");

    [Fact]
    public void Without_a_master_there_is_nothing()
    {
        Assert.False(SupervisionEnvironment.IsPresent);
        Assert.Equal(SupervisionEnvironment.None, Take());
        Assert.False(SupervisionEnvironment.None.IsWorker);
        Assert.Equal((-1, -1), (SupervisionEnvironment.None.Channel, SupervisionEnvironment.None.State));
    }

    [Fact]
    public void The_channel_arrives_and_is_removed()
    {
        Assert.Equal(0, LibC.fcntl(_channel.Theirs, LibC.F_SETFD, 0));
        Set(SupervisionEnvironment.DescribeChannel(_channel.Theirs));
        Set(SupervisionEnvironment.DescribeProgram(new PathName("/srv/app=1")));
        Assert.Equal("/srv/app=1", Environment.GetEnvironmentVariable("GRACEFUL_PROGRAM"));
        Assert.True(SupervisionEnvironment.IsPresent);

        var taken = Take();
        Assert.Equal((_channel.Theirs, -1, true, false), (taken.Channel, taken.State, taken.IsWorker, taken.IsCheck));
        Assert.True(Descriptor.IsCloseOnExec(_channel.Theirs));
        Assert.All(Names, name => Assert.Null(Environment.GetEnvironmentVariable(name)));
        Assert.False(SupervisionEnvironment.IsPresent);
    }

    [Fact]
    public void A_check_has_a_state()
    {
        Set(SupervisionEnvironment.DescribeState(_memory));
        Set(SupervisionEnvironment.DescribeCheck());
        Set(SupervisionEnvironment.DescribeProgram(new PathName("/srv/app")));

        var taken = Take();
        Assert.Equal((_memory, false, true), (taken.State, taken.IsWorker, taken.IsCheck));
        Assert.All(Names, name => Assert.Null(Environment.GetEnvironmentVariable(name)));
    }

    [Theory]
    [InlineData("GRACEFUL_SUPERVISOR", "x", "expected the number of an open descriptor")]
    [InlineData("GRACEFUL_SUPERVISOR", "2", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_SUPERVISOR", "4711", "the descriptor is not open")]
    [InlineData("GRACEFUL_SUPERVISOR", "<memory>", "the descriptor is not a channel")]
    [InlineData("GRACEFUL_MASTER_STATE", "1", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_MASTER_STATE", "4\n711", "expected the number of an open descriptor")]
    [InlineData("GRACEFUL_MASTER_STATE", "<channel>", "the descriptor is not a memory file")]
    [InlineData("GRACEFUL_MASTER_CHECK", "1", "GRACEFUL_MASTER_STATE is missing")]
    [InlineData("GRACEFUL_PROGRAM", "/bin/f\nalse", "neither GRACEFUL_SUPERVISOR nor GRACEFUL_MASTER_STATE is set")]
    public void A_value_of_another_program_is_refused(string name, string value, string reason)
    {
        Environment.SetEnvironmentVariable(name, value
            .Replace("<memory>", $"{_memory}", StringComparison.Ordinal)
            .Replace("<channel>", $"{_channel.Ours}", StringComparison.Ordinal));

        var failure = Assert.Throws<StartRefusedException>(() => Take());
        Assert.StartsWith(name, failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_is_no_master()
    {
        Set(SupervisionEnvironment.DescribeChannel(_channel.Theirs));
        Set(SupervisionEnvironment.DescribeState(_memory));
        var failure = Assert.Throws<StartRefusedException>(() => Take());
        Assert.StartsWith($"GRACEFUL_MASTER_STATE='{_memory}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("GRACEFUL_SUPERVISOR is set too", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_channel_to_the_master_is_not_that_to_the_predecessor()
    {
        Set(SupervisionEnvironment.DescribeChannel(_channel.Theirs));
        var handover = HandoverEnvironment.None with { Channel = _channel.Theirs };
        var failure = Assert.Throws<StartRefusedException>(() => SupervisionEnvironment.Take(handover));
        Assert.Contains("the descriptor has another purpose", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_knows_its_own_variables_from_others()
    {
        Assert.True(SupervisionEnvironment.Owns(SupervisionEnvironment.DescribeChannel(7)));
        Assert.True(SupervisionEnvironment.Owns(SupervisionEnvironment.DescribeState(7)));
        Assert.True(SupervisionEnvironment.Owns(SupervisionEnvironment.DescribeCheck()));
        Assert.True(SupervisionEnvironment.Owns(SupervisionEnvironment.DescribeProgram(new PathName("/srv/app"))));
        Assert.False(SupervisionEnvironment.Owns("GRACEFUL_SUPERVISORS=7"u8.ToArray()));
        Assert.False(SupervisionEnvironment.Owns("GRACEFUL_CHANNEL=7"u8.ToArray()));
    }

    public void Dispose()
    {
        Array.ForEach(Names, name => Environment.SetEnvironmentVariable(name, null));
        Descriptor.Close(_channel.Ours);
        Descriptor.Close(_channel.Theirs);
        Descriptor.Close(_memory);
    }

    private static SupervisionEnvironment Take() => SupervisionEnvironment.Take(HandoverEnvironment.None);

    private static void Set(byte[] entry)
    {
        var text = Encoding.UTF8.GetString(entry);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        Environment.SetEnvironmentVariable(text[..equals], text[(equals + 1)..]);
    }
}
