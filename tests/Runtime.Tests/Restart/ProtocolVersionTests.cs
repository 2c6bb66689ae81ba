using System.Text;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Instruments.Raw;
using Runtime.Tests.Posix;
using Runtime.Tests.Processes;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>
/// The protocol of version 1 as its release sent it, byte for byte, in both directions. A later release must work with it: do not change
/// the bytes in this file.
/// </summary>
[Collection(ChildProcessStarts.Name)]
public sealed class ProtocolVersionTests : ISuccessorEvents, IPredecessorEvents, IDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _restart = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _ours;
    private readonly int _theirs;

    public ProtocolVersionTests() => (_ours, _theirs) = Packet.CreateChannel();

    [Fact]
    public async Task A_successor_of_version_1_takes_over()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var child = ChildProcess.Start(new PathName("/bin/sleep"), ["sleep"u8.ToArray(), "1000"u8.ToArray()], [], new PathName("/"), []);
        var successor = new Successor(child, _ours, server.Transport, this);

        Send("H"u8);
        Send("Utcp:192.0.2.1:80"u8);
        Send("R"u8);
        await _ready.Task.WaitAsync(Until.Limit);
        _ = server.DrainAsync(successor);
        Assert.Equal($"C{server.Listener.Key}", await ReceiveAsync());
        Send("A"u8);
        await Until.TrueAsync(() => server.Gate.Count == 0, "the connection to have moved");
        successor.RequestRestart();
        Assert.Equal("S", await ReceiveAsync());
        Assert.True(successor.Finish());
        Assert.Equal("F", await ReceiveAsync());

        Send("F"u8);
        child.Kill(LibC.SIGTERM);
        Assert.True(await _ended.Task.WaitAsync(Until.Limit));
    }

    [Fact]
    public async Task A_predecessor_of_version_1_hands_over()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await two.AcceptedAsync();
        Predecessor.SendHello(_ours);
        Assert.StartsWith("H", await ReceiveAsync(), StringComparison.Ordinal);
        var predecessor = new Predecessor(_ours, two.Successor.Listeners, this);
        predecessor.SendReady(["tcp:192.0.2.1:80"]);
        Assert.Equal("Utcp:192.0.2.1:80", await ReceiveAsync());
        Assert.Equal("R", await ReceiveAsync());

        var sink = new HoldingSink();
        _ = two.Old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        Send(Encoding.UTF8.GetBytes($"C{connection.Listener.Key}"), fd);
        Assert.Equal("A", await ReceiveAsync());
        two.Old.Transport.Moved(connection, fd);
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
        Send("S"u8);
        await _restart.Task.WaitAsync(Until.Limit);

        var left = Task.Run(predecessor.TryLeave);
        Assert.Equal("L", await ReceiveAsync());
        Send("G"u8);
        Assert.True(await left.WaitAsync(Until.Limit));
        Send("F"u8);
        Descriptor.Close(_theirs);
        Assert.True(await _ended.Task.WaitAsync(Until.Limit));
    }

    [Fact]
    public async Task Unknown_messages_and_further_fields_are_ignored()
    {
        await using var server = await HandoverServer.StartAsync("new");
        new Predecessor(_ours, server.Listeners, this).SendReady([]);
        Assert.Equal("R", await ReceiveAsync());
        Send("z-from-a-later-version"u8);
        Send("S\0further"u8);
        await _restart.Task.WaitAsync(Until.Limit);
        Assert.Equal("tcp:127.0.0.1:80", HandoverMessages.FieldOf("Ctcp:127.0.0.1:80\0further"u8));
        Descriptor.Close(_theirs);
        Assert.False(await _ended.Task.WaitAsync(Until.Limit));
    }

    [Theory]
    [InlineData("1", null, 1)]
    [InlineData("1", "1-2;5", 2)]
    [InlineData("1", "1-9;5", 5)]
    [InlineData("2", "2-3;5", 3)]

    // A predecessor of version 1 has passed on the variable of its own predecessor.
    [InlineData("1", "1-2;4", 1)]
    public void The_highest_common_version_is_spoken(string version, string? versions, int expected)
    {
        Environment.SetEnvironmentVariable("GRACEFUL_VERSION", version);
        Environment.SetEnvironmentVariable("GRACEFUL_VERSIONS", versions);
        Environment.SetEnvironmentVariable("GRACEFUL_GENERATION", "5");
        Assert.Equal(expected, HandoverEnvironment.Take().ProtocolVersion);
    }

    [Fact]
    public void The_range_alone_is_no_predecessor()
    {
        Environment.SetEnvironmentVariable("GRACEFUL_VERSIONS", "1-2;5");
        Assert.Same(HandoverEnvironment.None, HandoverEnvironment.Take());
        Assert.Null(Environment.GetEnvironmentVariable("GRACEFUL_VERSIONS"));
    }

    [Theory]
    [InlineData("9", null, "9-9")]
    [InlineData("8", "8-9;5", "8-9")]
    public void A_predecessor_without_a_common_version_is_refused(string version, string? versions, string spoken)
    {
        Environment.SetEnvironmentVariable("GRACEFUL_VERSION", version);
        Environment.SetEnvironmentVariable("GRACEFUL_VERSIONS", versions);
        Environment.SetEnvironmentVariable("GRACEFUL_GENERATION", "5");
        var refusal = Assert.Throws<StartRefusedException>(HandoverEnvironment.Take);
        Assert.Contains($"the predecessor speaks the versions {spoken}", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A version 1 program compares GRACEFUL_VERSION for equality, and ignores variables that it does not know.</summary>
    [Fact]
    public void The_variables_are_those_of_version_1_and_further_ones()
    {
        var variables = HandoverEnvironment.Describe(5, 7, [("tcp:127.0.0.1:80", 3), ("unix:/a;b=c", 4)]).Select(Encoding.UTF8.GetString);
        Assert.Equal(
            ["GRACEFUL_VERSION=1", "GRACEFUL_GENERATION=5", "GRACEFUL_CHANNEL=7",
                "GRACEFUL_LISTENERS=tcp:127.0.0.1:80=3;unix:/a%3Bb%3Dc=4"],
            variables.Where(variable => !variable.StartsWith("GRACEFUL_VERSIONS=", StringComparison.Ordinal)));
    }

    void ISuccessorEvents.Ready(ISuccessor successor) => _ready.TrySetResult();

    void ISuccessorEvents.Unresponsive(ISuccessor successor, int connections, TimeSpan limit)
    {
    }

    void ISuccessorEvents.Gone(ISuccessor successor, ExitStatus? status, bool inOrder) => _ended.TrySetResult(inOrder);

    void IPredecessorEvents.RestartRequested() => _restart.TrySetResult();

    void IPredecessorEvents.PredecessorServicesStopped()
    {
    }

    void IPredecessorEvents.PredecessorGone(bool inOrder) => _ended.TrySetResult(inOrder);

    public void Dispose()
    {
        foreach (var name in (string[])["GRACEFUL_VERSION", "GRACEFUL_VERSIONS", "GRACEFUL_GENERATION"])
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    private void Send(ReadOnlySpan<byte> packet, int fd = -1) => Assert.Equal(0, Packet.TrySend(_theirs, packet, fd));

    private async Task<string> ReceiveAsync()
    {
        var packet = new byte[HandoverMessages.MaxLength];
        var (length, fd) = (0, -1);
        await Until.TrueAsync(() => (length = Packet.TryReceive(_theirs, packet, out fd)) != -LibC.EAGAIN, "a packet on the channel");
        Descriptor.CloseIfOpen(fd);
        return Encoding.UTF8.GetString(packet, 0, length);
    }
}
