using Graceful;
using Microsoft.AspNetCore.Builder;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>
/// The cases of the Autobahn test suite that concern frame boundaries (its sections 1 to 5 and 7), written from RFC 6455. Each
/// conversation is cut around every boundary, and the client must see what a server that never restarts sends. Frames without a mask are
/// in <see cref="FrameCounterTests"/>: what .NET reads in them depends on the packets in which they arrive.
/// </summary>
public sealed class FrameBoundaryTests
{
    private const int Reserved3 = 3, Reserved7 = 7, Reserved11 = 11, Reserved15 = 15;

    private readonly ChatApp _old = new("s");
    private readonly ChatApp _new = new("s");

    /// <summary>The frames before the close frame that ends each conversation.</summary>
    private static readonly Dictionary<string, byte[][]> Conversations = new()
    {
        ["1 lengths around those of the short header"] =
            [Text(0), Text(1), Text(125), Text(126), Text(127), Text(128), Frame.OfClient(Frame.Binary, new byte[125])],
        ["1 the longest message with two bytes of length"] = [Text(65535), Text(0)],
        ["1 the shortest message with eight bytes of length"] = [Text(65536), Text(0)],
        ["1 lengths in a longer form than necessary"] =
            [Raw("82FE000101020304", 1), Raw("82FF000000000000000101020304", 1), Raw("82FE000001020304", 0), Text(2)],
        ["2 pings between messages"] =
            [Control(Frame.Ping, 0), Control(Frame.Ping, 5), Text(3), Control(Frame.Ping, 125), Control(Frame.Ping, 1), Text(1)],
        ["2 ten pings at once"] = [.. Enumerable.Range(0, 10).Select(length => Control(Frame.Ping, length)), Text(1)],
        ["2 unsolicited pongs"] = [Control(Frame.Pong, 0), Control(Frame.Pong, 125), Control(Frame.Ping, 2), Text(1)],
        ["5 fragments of each length"] =
            [First(0), Next(0), Last(0), First(125), Next(126), Next(65535), Last(65536), First(1), Last(1), Text(1)],
        ["5 control frames between fragments"] =
            [First(1), Control(Frame.Ping, 125), Next(0), Control(Frame.Pong, 3), Control(Frame.Ping, 0), Last(1), Control(Frame.Ping, 1)],
    };

    /// <summary>The frames up to one that the server rejects: it sends a close frame and closes the connection.</summary>
    private static readonly Dictionary<string, byte[][]> Violations = new()
    {
        ["2 a ping of 126 bytes"] = [Text(1), Control(Frame.Ping, 126)],
        ["3 a reserved bit in a message"] = [Text(1), Raw("C18101020304", 1)],
        ["3 reserved bits in a ping"] = [Text(1), Raw("B98101020304", 1)],
        ["4 reserved opcode 3"] = [Text(1), Frame.OfClient(Reserved3, "a"u8)],
        ["4 reserved opcode 7, not final"] = [Text(1), Frame.OfClient(Reserved7, "a"u8, isFinal: false)],
        ["4 reserved opcode 11"] = [Text(1), Frame.OfClient(Reserved11, "a"u8)],
        ["4 reserved opcode 15, empty, within a message"] = [First(1), Frame.OfClient(Reserved15, [])],
        ["5 a ping in fragments"] = [Text(1), Frame.OfClient(Frame.Ping, "a"u8, isFinal: false)],
        ["5 a continuation of nothing"] = [Text(1), Last(1)],
        ["5 a continuation after the last fragment"] = [First(1), Last(1), Next(1)],
        ["5 a message within a message"] = [First(1), Next(1), Text(1)],
        ["1 a negative length"] = [Text(1), Raw("82FF800000000000000001020304", 0)],
    };

    /// <summary>Forms of the close frame that ends a conversation.</summary>
    private static readonly Dictionary<string, byte[]> Closes = new()
    {
        ["7 without a payload"] = Frame.OfClient(Frame.Close, []),
        ["7 with a code"] = Frame.OfClient(Frame.Close, [3, 232]),
        ["7 with a code and a reason"] = Frame.OfClient(Frame.Close, [3, 232, .. "bye"u8]),
        ["7 with the longest reason"] = Frame.OfClient(Frame.Close, [3, 232, .. Enumerable.Repeat((byte)'r', 123)]),
        ["7 with a code of the application"] = Frame.OfClient(Frame.Close, [0x0B, 0xB8]),
    };

    public static TheoryData<string> OfConversations { get; } = [.. Conversations.Keys];

    public static TheoryData<string> OfViolations { get; } = [.. Violations.Keys];

    public static TheoryData<string> OfCloses { get; } = [.. Closes.Keys];

    [Theory]
    [MemberData(nameof(OfConversations))]
    public Task A_conversation_goes_on(string name) =>
        AssertAsync([.. Conversations[name], Frame.OfClient(Frame.Close, [3, 232])], mayMove: true);

    /// <summary>Within the last frame only its first byte is sent before the cut: the server rejects it by the second.</summary>
    [Theory]
    [MemberData(nameof(OfViolations))]
    public Task A_violation_is_rejected(string name) => AssertAsync(Violations[name], lastCut: 1);

    [Theory]
    [MemberData(nameof(OfCloses))]
    public Task A_close_is_answered(string name) => AssertAsync([Text(1), Closes[name]]);

    /// <summary>After the close frame nothing counts, whatever it is (RFC 6455, 5.5.1).</summary>
    [Fact]
    public Task Nothing_after_a_close_frame_is_answered() =>
        AssertAsync([Text(1), [.. Frame.OfClient(Frame.Close, [3, 232]), .. Control(Frame.Ping, 1), .. Text(1)]], lastCut: 2);

    private static byte[] Text(int length) => Frame.OfClient(new string('t', length));

    private static byte[] Control(int opcode, int length) => Frame.OfClient(opcode, new byte[length]);

    private static byte[] First(int length) => Frame.OfClient(Frame.Text, Bytes(length), isFinal: false);

    private static byte[] Next(int length) => Frame.OfClient(Frame.Continuation, Bytes(length), isFinal: false);

    private static byte[] Last(int length) => Frame.OfClient(Frame.Continuation, Bytes(length));

    private static byte[] Raw(string header, int payload) => [.. Convert.FromHexString(header), .. new byte[payload]];

    private static byte[] Bytes(int length) => [.. Enumerable.Repeat((byte)'f', length)];

    /// <summary>The positions around the boundaries of a frame: its ends, and those of each part of its header.</summary>
    private static IEnumerable<int> Cuts(byte[] frame, int limit) =>
        ((int[])[0, 1, 2, 4, 6, 7, 8, 10, 13, 14, 15, frame.Length / 2, frame.Length - 1])
        .Where(cut => cut < frame.Length && cut <= limit)
        .Distinct();

    private async Task AssertAsync(byte[][] frames, int lastCut = int.MaxValue, bool mayMove = false)
    {
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = _old.Map }, new ServerSetup { Endpoints = _new.Map });
        var conversation = frames.SelectMany(frame => frame).ToArray();
        using var undisturbed = await FrameClient.ConnectAsync(two.Successor.EndPoint, "/ws");
        await undisturbed.SendAsync(conversation);
        var expected = await undisturbed.ReadToEndAsync();
        Assert.NotEmpty(expected);
        var (moves, start) = (0, 0);
        for (var i = 0; i < frames.Length; i++)
        {
            foreach (var cut in Cuts(frames[i], i == frames.Length - 1 ? lastCut : int.MaxValue))
            {
                using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
                await client.SendAsync(conversation.AsMemory(0, start + cut));
                await two.ReadByOldAsync(client.Local);
                var drained = two.DrainAsync();
                await client.SendAsync(conversation.AsMemory(start + cut));
                var seen = await client.ReadToEndAsync();
                Assert.True(
                    expected.AsSpan().SequenceEqual(seen),
                    $"Cut {cut} bytes into frame {i}: {Convert.ToHexString(seen)}\ninstead of {Convert.ToHexString(expected)}");
                await drained.WaitAsync(Until.Limit);
                moves += two.Old.Drain.TakeCounts().Moved;
                two.Old.Drain.TakeBack();
            }

            start += frames[i].Length;
        }

        Assert.True(!mayMove || moves > 0, "Nothing has moved.");
    }
}
