using System.Net;
using System.Net.Sockets;
using System.Text;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Instruments.Servers;
using Microsoft.Win32.SafeHandles;
using Runtime.Tests.Posix;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>Values in the environment: round trips, and values that another program might have set.</summary>
[Collection(ChildProcessStarts.Name)]
public sealed class HandoverEnvironmentTests : IDisposable
{
    private static readonly string[] Names =
    [
        "GRACEFUL_VERSION", "GRACEFUL_VERSIONS", "GRACEFUL_GENERATION", "GRACEFUL_CHANNEL", "GRACEFUL_LISTENERS",
        "GRACEFUL_MANAGED", "GRACEFUL_FILES", "GRACEFUL_INHERITED", "GRACEFUL_STATE",
    ];

    private readonly (int Ours, int Theirs) _channel = Packet.CreateChannel();

    [Fact]
    public void Without_a_predecessor_there_is_nothing()
    {
        var handover = HandoverEnvironment.Take();
        Assert.Same(HandoverEnvironment.None, handover);
        Assert.False(handover.HasPredecessor);
    }

    [Fact]
    public void What_is_described_arrives_and_is_taken_out()
    {
        var keys = new[] { "tcp:127.0.0.1:0", "tcp:127.0.0.1:0#2", "tcp:[::]:80", "unix:/run/a;b=c%3Dd%.sock",
            "unix:/run/Grüße \n 📮", "unix:/=;%" };
        var fds = keys.Select(_ => AdoptingSink.Duplicate(_channel.Ours)).ToArray();
        var files = new[] { (fds[3], new FileIdentity(5, 7)), (fds[4], new FileIdentity(ulong.MaxValue, 0)) };
        Set(HandoverEnvironment.Describe(7, _channel.Theirs, keys.Zip(fds), [fds[0]], files));

        var handover = HandoverEnvironment.Take();
        Assert.Equal((7, _channel.Theirs, true), (handover.Generation, handover.Channel, handover.HasPredecessor));
        Assert.Equal(keys.Order(), handover.Listeners.Keys.Order());
        Assert.All(keys, (key, index) => Assert.Equal(fds[index], handover.Listeners[key]));
        Assert.Equal([fds[0]], handover.Managed);
        Assert.Equal(files.ToDictionary(file => file.Item1, file => file.Item2), handover.Files);
        Assert.All(Names, name => Assert.Null(Environment.GetEnvironmentVariable(name)));
        Assert.Same(HandoverEnvironment.None, HandoverEnvironment.Take());
        Array.ForEach(fds, Descriptor.Close);
    }

    [Fact]
    public void A_channel_whose_other_end_has_gone_is_one_still()
    {
        var (ours, theirs) = Packet.CreateChannel();
        Descriptor.Close(ours);
        Set(HandoverEnvironment.Describe(1, theirs, []));
        Assert.Equal(theirs, HandoverEnvironment.Take().Channel);
        Descriptor.Close(theirs);
    }

    [Fact]
    public void A_listener_is_checked_before_an_endpoint_takes_it()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        var fd = AdoptingSink.Duplicate((int)socket.Handle);
        Set(HandoverEnvironment.Describe(1, _channel.Theirs, [("tcp:127.0.0.1:0", fd)]));
        Assert.Equal(fd, HandoverEnvironment.Take().Verified().Listeners["tcp:127.0.0.1:0"]);
        Set(HandoverEnvironment.Describe(1, _channel.Theirs, [("tcp:127.0.0.2:0", fd)]));
        var failure = Assert.Throws<StartRefusedException>(HandoverEnvironment.Take().Verified);
        Assert.Contains($"The inherited descriptor {fd} for the endpoint tcp:127.0.0.2:0 is bound to {socket.LocalEndPoint}",
            failure.Message, StringComparison.Ordinal);
        Descriptor.Close(fd);
    }

    [Fact]
    public void What_is_taken_does_not_pass_on_to_what_the_application_starts()
    {
        Assert.Equal(0, LibC.fcntl(_channel.Theirs, LibC.F_SETFD, 0));
        Set(HandoverEnvironment.Describe(1, _channel.Theirs, []));
        _ = HandoverEnvironment.Take();
        Assert.Equal(LibC.FD_CLOEXEC, LibC.fcntl(_channel.Theirs, LibC.F_GETFD));
    }

    [Fact]
    public void It_knows_its_own_variables_from_others()
    {
        Assert.All(HandoverEnvironment.Describe(1, 2, []), entry => Assert.True(HandoverEnvironment.Owns(entry)));
        Assert.False(HandoverEnvironment.Owns("GRACEFUL_VERSIONS_OF_ANOTHER=1"u8.ToArray()));
        Assert.False(HandoverEnvironment.Owns("Graceful__DrainTimeout=1"u8.ToArray()));
        Assert.False(HandoverEnvironment.Owns([0xff, (byte)'=', 0xfe]));
    }

    [Fact]
    public void Only_variables_with_a_value_are_described()
    {
        Assert.Equal(
            [
                "GRACEFUL_VERSION=1", $"GRACEFUL_VERSIONS={ProtocolVersions.Own};5", "GRACEFUL_GENERATION=5",
                "GRACEFUL_LISTENERS=",
            ],
            HandoverEnvironment.Describe(5, -1, [], [], []).Select(Encoding.UTF8.GetString));
        Assert.Empty(HandoverEnvironment.Describe([], []));
        Assert.Equal(
            ["GRACEFUL_INHERITED=a=3;b=4", "GRACEFUL_STATE=c=5"],
            HandoverEnvironment.Describe([("a", 3), ("b", 4)], [("c", 5)]).Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public void A_predecessor_without_a_channel_does_not_wait()
    {
        Set(HandoverEnvironment.Describe(3, -1, []));
        var handover = HandoverEnvironment.Take();
        Assert.Equal((3, -1, false), (handover.Generation, handover.Channel, handover.HasPredecessor));
        Assert.Empty(handover.Listeners);
        Assert.Empty(handover.Managed);
        Assert.Empty(handover.Files);
        Assert.Empty(handover.Handles);
        Assert.Empty(handover.States);
    }

    [Fact]
    public void Empty_entries_are_skipped()
    {
        Set(HandoverEnvironment.Describe(1, _channel.Theirs, []));
        var fd = _channel.Ours;
        Environment.SetEnvironmentVariable("GRACEFUL_MANAGED", $";{fd};;");
        Environment.SetEnvironmentVariable("GRACEFUL_FILES", $";{fd}=1:2;;");
        Environment.SetEnvironmentVariable("GRACEFUL_LISTENERS", $";a={fd};");
        var handover = HandoverEnvironment.Take();
        Assert.Equal([fd], handover.Managed);
        Assert.Equal(new Dictionary<int, FileIdentity> { [fd] = new FileIdentity(1, 2) }, handover.Files);
        Assert.Equal(new Dictionary<string, int> { ["a"] = fd }, handover.Listeners);
    }

    [Theory]
    [InlineData("GRACEFUL_CHANNEL=7", true)]
    [InlineData("GRACEFUL_CHANNELS=7", false)]
    [InlineData("GRACEFUL_VERSION=1", false)]
    public async Task The_environment_of_a_process_shows_whether_it_was_started_as_a_successor(string variable, bool isSuccessor)
    {
        var child = ChildProcess.Start(
            new PathName("/bin/sleep"),
            ["sleep"u8.ToArray(), "1000"u8.ToArray()],
            ["A=GRACEFUL_CHANNEL=7"u8.ToArray(), Encoding.UTF8.GetBytes(variable)],
            new PathName("/"),
            []);

        // The kernel ends the wait of posix_spawn(3) before the new program has its environment.
        await Until.TrueAsync(
            () => File.ReadAllText($"/proc/{child.Pid}/environ").Contains("A=GRACEFUL", StringComparison.Ordinal),
            "the environment of the child");
        Assert.Equal(isSuccessor, HandoverEnvironment.IsSuccessor(child.Pid));
        child.Kill(LibC.SIGKILL);
        _ = child.WaitForExit();
        Assert.False(HandoverEnvironment.IsSuccessor(child.Pid));
    }

    /// <summary>A number that no process can have (proc(5), pid_max).</summary>
    [Fact]
    public void A_process_that_does_not_exist_was_not_started_as_a_successor() =>
        Assert.False(HandoverEnvironment.IsSuccessor(int.MaxValue));

    [Theory]
    [InlineData("GRACEFUL_VERSION", null, "GRACEFUL_VERSION is missing")]
    [InlineData("GRACEFUL_VERSION", "-1", "expected a number")]
    [InlineData("GRACEFUL_GENERATION", "one", "expected a number")]
    [InlineData("GRACEFUL_GENERATION", null, "GRACEFUL_GENERATION is missing")]
    [InlineData("GRACEFUL_GENERATION", "2147483647", "no process has had so many successors")]
    [InlineData("GRACEFUL_CHANNEL", "4711", "the descriptor is not open")]
    [InlineData("GRACEFUL_CHANNEL", "3x", "expected a number")]
    [InlineData("GRACEFUL_CHANNEL", "1", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_CHANNEL", "2", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_CHANNEL", "<file>", "the descriptor is not a channel")]
    [InlineData("GRACEFUL_CHANNEL", "<unconnected>", "the descriptor is not a channel")]
    [InlineData("GRACEFUL_LISTENERS", "tcp:127.0.0.1:80=0", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_LISTENERS", "a=<fd>;b=<fd>", "the descriptor appears twice")]
    [InlineData("GRACEFUL_LISTENERS", "a=99999999999", "expected endpoint=fd")]
    [InlineData("GRACEFUL_MANAGED", "<listener>;x", "expected a number")]
    [InlineData("GRACEFUL_MANAGED", "4711", "GRACEFUL_LISTENERS does not have this descriptor")]
    [InlineData("GRACEFUL_MANAGED", "<fd>", "GRACEFUL_LISTENERS does not have this descriptor")]
    [InlineData("GRACEFUL_MANAGED", "<listener>;<listener>", "the descriptor appears twice")]
    [InlineData("GRACEFUL_FILES", "<fd>=1:1", "GRACEFUL_LISTENERS does not have this descriptor")]
    [InlineData("GRACEFUL_FILES", "<listener>=1:1;<listener>=1:2", "the descriptor appears twice")]
    [InlineData("GRACEFUL_VERSIONS", "1-5", "expected lowest-highest;generation")]
    [InlineData("GRACEFUL_VERSIONS", "5-1;1", "expected lowest-highest;generation")]
    [InlineData("GRACEFUL_VERSIONS", "1-5;one", "expected a number")]
    [InlineData("GRACEFUL_STATE", "count=<memory>", "the state has more than 67108864 bytes")]
    [InlineData("GRACEFUL_FILES", "7=1", "expected fd=device:inode")]
    [InlineData("GRACEFUL_FILES", "7=1:x", "expected fd=device:inode")]
    [InlineData("GRACEFUL_FILES", "7=x:1", "expected fd=device:inode")]
    [InlineData("GRACEFUL_FILES", "x=1:1", "expected a number")]
    [InlineData("GRACEFUL_STATE", "count=<fd>", "the descriptor is not a file in memory")]
    [InlineData("GRACEFUL_INHERITED", "a=<theirs>", "the descriptor appears twice")]
    [InlineData("GRACEFUL_INHERITED", "journal=2", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_INHERITED", "journal=4711", "the descriptor is not open")]
    [InlineData("GRACEFUL_STATE", "count=<file>", "the descriptor is not a file in memory")]
    [InlineData("GRACEFUL_LISTENERS", "tcp:127.0.0.1:80", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS", "=3", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS", "tcp:127.0.0.1:80=", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS", "tcp:127.0.0.1:80=-3", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS", "tcp:127.0.0.1:80=4711", "the descriptor is not open")]
    [InlineData("GRACEFUL_LISTENERS", "a=<fd>;a=<file>", "the same endpoint appears twice")]
    public void A_lie_is_refused_by_name(string name, string? lie, string reason)
    {
        using var listener = File.OpenHandle("/dev/null");
        Set(HandoverEnvironment.Describe(1, _channel.Theirs, [("web", (int)listener.DangerousGetHandle())]));
        using var file = File.OpenHandle("/dev/null");
        using var memory = new SafeFileHandle(Descriptor.CreateMemory("sparse"), ownsHandle: true);
        RandomAccess.SetLength(memory, 1L << 40);
        using var unconnected = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        Environment.SetEnvironmentVariable(name, lie?
            .Replace("<fd>", $"{_channel.Ours}", StringComparison.Ordinal)
            .Replace("<theirs>", $"{_channel.Theirs}", StringComparison.Ordinal)
            .Replace("<listener>", $"{listener.DangerousGetHandle()}", StringComparison.Ordinal)
            .Replace("<memory>", $"{memory.DangerousGetHandle()}", StringComparison.Ordinal)
            .Replace("<file>", $"{file.DangerousGetHandle()}", StringComparison.Ordinal)
            .Replace("<unconnected>", $"{unconnected.Handle}", StringComparison.Ordinal));

        var failure = Assert.Throws<StartRefusedException>(HandoverEnvironment.Take);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Refusing to start", failure.Message, StringComparison.Ordinal);
        Assert.All(Names, variable => Assert.Null(Environment.GetEnvironmentVariable(variable)));
    }

    [Theory]
    [InlineData("GRACEFUL_LISTENERS", 100_000)]
    [InlineData("GRACEFUL_GENERATION", 100_000)]
    public void A_lie_is_one_line_however_long_it_is(string name, int length)
    {
        Set(HandoverEnvironment.Describe(1, _channel.Theirs, []));
        Environment.SetEnvironmentVariable(name, string.Concat(Enumerable.Repeat("lie\n", length / 4)));
        var failure = Assert.Throws<StartRefusedException>(HandoverEnvironment.Take);
        Assert.InRange(failure.Message.Length, 50, 400);
        Assert.DoesNotContain("\n", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 3)]
    public void A_refused_value_is_shown_up_to_a_limit(int length, int dots)
    {
        Set(HandoverEnvironment.Describe(1, _channel.Theirs, []));
        Environment.SetEnvironmentVariable("GRACEFUL_GENERATION", new string('x', length));
        var failure = Assert.Throws<StartRefusedException>(HandoverEnvironment.Take);
        Assert.StartsWith(
            $"GRACEFUL_GENERATION='{new string('x', 200)}{new string('.', dots)}' is not", failure.Message, StringComparison.Ordinal);
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
