using System.Text;
using Graceful.Posix;
using Graceful.Restart;
using Runtime.Tests.Posix;

namespace Runtime.Tests.Restart;

/// <summary>What passes through the environment, there and back, and what somebody else might have put there.</summary>
[Collection(InheritedDescriptors.Name)]
public sealed class InheritanceTests : IDisposable
{
    private static readonly string[] Names = ["GRACEFUL_VERSION", "GRACEFUL_GENERATION", "GRACEFUL_CHANNEL", "GRACEFUL_LISTENERS"];

    private readonly (int Ours, int Theirs) _channel = Packet.CreateChannel();

    [Fact]
    public void Without_a_predecessor_there_is_nothing()
    {
        var inheritance = Inheritance.Take();
        Assert.Same(Inheritance.None, inheritance);
        Assert.False(inheritance.HasPredecessor);
    }

    [Fact]
    public void What_is_described_arrives_and_is_taken_out()
    {
        var keys = new[] { "tcp:127.0.0.1:0", "tcp:127.0.0.1:0#2", "tcp:[::]:80", "unix:/run/a;b=c%3Dd%.sock", "unix:/run/Grüße \n 📮", "unix:/=;%" };
        Set(Inheritance.Describe(7, _channel.Theirs, keys.Select((key, index) => (key, index % 2 == 0 ? _channel.Ours : _channel.Theirs))));

        var inheritance = Inheritance.Take();
        Assert.Equal((7, _channel.Theirs, true), (inheritance.Generation, inheritance.Channel, inheritance.HasPredecessor));
        Assert.Equal(keys.Order(), inheritance.Listeners.Keys.Order());
        Assert.All(keys, (key, index) => Assert.Equal(index % 2 == 0 ? _channel.Ours : _channel.Theirs, inheritance.Listeners[key]));
        Assert.All(Names, name => Assert.Null(Environment.GetEnvironmentVariable(name)));
        Assert.Same(Inheritance.None, Inheritance.Take());
    }

    [Fact]
    public void What_is_taken_does_not_pass_on_to_what_the_application_starts()
    {
        Assert.Equal(0, Libc.fcntl(_channel.Theirs, Libc.F_SETFD, 0));
        Set(Inheritance.Describe(1, _channel.Theirs, []));
        _ = Inheritance.Take();
        Assert.Equal(Libc.FD_CLOEXEC, Libc.fcntl(_channel.Theirs, Libc.F_GETFD, 0));
    }

    [Fact]
    public void It_knows_its_own_variables_from_others()
    {
        Assert.All(Inheritance.Describe(1, 2, []), entry => Assert.True(Inheritance.Owns(entry)));
        Assert.False(Inheritance.Owns("GRACEFUL_VERSIONS=1"u8.ToArray()));
        Assert.False(Inheritance.Owns("Graceful__DrainTimeout=1"u8.ToArray()));
        Assert.False(Inheritance.Owns([0xff, (byte)'=', 0xfe]));
    }

    [Theory]
    [InlineData("GRACEFUL_VERSION", "2", "this program speaks version 1")]
    [InlineData("GRACEFUL_VERSION", null, "expected a number")]
    [InlineData("GRACEFUL_VERSION", "-1", "expected a number")]
    [InlineData("GRACEFUL_GENERATION", "one", "expected a number")]
    [InlineData("GRACEFUL_GENERATION", null, "expected a number")]
    [InlineData("GRACEFUL_CHANNEL", "4711", "the descriptor is not open")]
    [InlineData("GRACEFUL_CHANNEL", "3x", "expected a number")]
    [InlineData("GRACEFUL_CHANNEL", "1", "the descriptor is not a channel")]
    [InlineData("GRACEFUL_LISTENERS", "tcp:127.0.0.1:80", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS", "=3", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS", "tcp:127.0.0.1:80=", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS", "tcp:127.0.0.1:80=-3", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS", "tcp:127.0.0.1:80=4711", "the descriptor is not open")]
    [InlineData("GRACEFUL_LISTENERS", "a=<fd>;a=<fd>", "the same endpoint is there twice")]
    public void A_lie_is_refused_by_name(string name, string? lie, string reason)
    {
        Set(Inheritance.Describe(1, _channel.Theirs, []));
        Environment.SetEnvironmentVariable(name, lie?.Replace("<fd>", $"{_channel.Ours}", StringComparison.Ordinal));

        var failure = Assert.Throws<InvalidOperationException>(Inheritance.Take);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Refusing to start", failure.Message, StringComparison.Ordinal);
        Assert.All(Names, variable => Assert.Null(Environment.GetEnvironmentVariable(variable)));
    }

    public void Dispose()
    {
        foreach (var name in Names)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        Descriptor.Close(_channel.Ours);
        Descriptor.Close(_channel.Theirs);
    }

    private static void Set(IEnumerable<byte[]> entries)
    {
        foreach (var entry in entries)
        {
            var (name, value) = Encoding.UTF8.GetString(entry).Split('=', 2) switch { var parts => (parts[0], parts[1]) };
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
