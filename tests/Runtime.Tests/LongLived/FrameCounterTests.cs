using Graceful.LongLived;

namespace Runtime.Tests.LongLived;

public sealed class FrameCounterTests
{
    /// <summary>Every form of a header: three lengths, with and without a mask.</summary>
    public static TheoryData<byte[], int> Frames { get; } = new()
    {
        { [0x81, 0x00], 2 },
        { [0x81, 0x01, 9], 2 },
        { [0x82, 0x7D, .. new byte[125]], 2 },
        { [0x82, 0x7E, 0, 126, .. new byte[126]], 4 },
        { [0x82, 0x7F, 0, 0, 0, 0, 0, 0, 1, 2, .. new byte[258]], 10 },
        { [0x81, 0x80, 1, 2, 3, 4], 6 },
        { [0x81, 0x81, 1, 2, 3, 4, 9], 6 },
        { [0x82, 0xFD, 1, 2, 3, 4, .. new byte[125]], 6 },
        { [0x82, 0xFE, 0, 126, 1, 2, 3, 4, .. new byte[126]], 8 },
        { [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 1, 2, 1, 2, 3, 4, .. new byte[258]], 14 },

        // A length that a shorter form could have. RFC 6455, 5.2 forbids it; the WebSocket decides.
        { [0x82, 0xFE, 0, 0, 1, 2, 3, 4], 8 },
        { [0x82, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0], 10 },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_ends_by_its_header_wherever_it_is_split(byte[] frame, int header)
    {
        for (var split = 0; split <= frame.Length; split++)
        {
            for (var second = split; second <= frame.Length; second++)
            {
                var counter = new FrameCounter();
                counter.Count(frame.AsSpan(0, split));
                counter.Count(frame.AsSpan(split, second - split));
                Assert.Equal(second == 0 || second == frame.Length, counter.IsBetweenFrames);
                Assert.Equal(counter.IsBetweenFrames, counter.IsBetweenMessages);
                counter.Count(frame.AsSpan(second));
                Assert.True(counter.IsBetweenMessages, $"split after {split} and {second} of {frame.Length} bytes, header {header}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_reader_that_reads_to_each_boundary_never_reads_beyond_the_frame(byte[] frame, int header)
    {
        foreach (var step in (int[])[1, 2, 3, int.MaxValue])
        {
            var counter = new FrameCounter();
            var at = 0;
            do
            {
                var count = (int)Math.Min(step, counter.BytesToBoundary);
                Assert.InRange(count, 1, frame.Length - at);
                Assert.True(at >= header || at + count <= header, "A header and its payload are read apart.");
                counter.Count(frame.AsSpan(at, count));
                at += count;
            }
            while (!counter.IsBetweenFrames);
            Assert.Equal(frame.Length, at);
        }
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void Several_frames_are_counted_in_one_call(byte[] frame, int header)
    {
        byte[] bytes = [.. frame, .. frame, .. frame[..header]];
        for (var split = 0; split <= bytes.Length; split++)
        {
            var counter = new FrameCounter();
            counter.Count(bytes.AsSpan(0, split));
            Assert.Equal(split % frame.Length == 0, counter.IsBetweenFrames);
            counter.Count(bytes.AsSpan(split));
            Assert.Equal(frame.Length == header, counter.IsBetweenFrames);
        }
    }

    [Fact]
    public void A_fragmented_message_ends_with_its_final_frame_and_control_frames_within_it_change_nothing()
    {
        byte[][] frames =
        [
            [0x01, 0x02, 1, 2],         // text, not final
            [0x89, 0x00],               // ping
            [0x00, 0x01, 1],            // continuation, not final
            [0x8A, 0x01, 1],            // pong
            [0x00, 0x00],               // empty continuation, not final
            [0x80, 0x01, 1],            // continuation, final
        ];
        byte[] all = [.. frames.SelectMany(frame => frame)];
        var ends = frames.Select((_, i) => frames.Take(i + 1).Sum(frame => frame.Length)).ToHashSet();
        var counter = new FrameCounter();
        for (var at = 0; at < all.Length; at++)
        {
            counter.Count(all.AsSpan(at, 1));
            Assert.Equal(ends.Contains(at + 1), counter.IsBetweenFrames);
            Assert.Equal(at + 1 == all.Length, counter.IsBetweenMessages);
        }

        Assert.False(counter.HasClosed);
    }

    [Fact]
    public void A_close_frame_is_seen_with_its_header()
    {
        byte[] frame = [0x88, 0x82, 1, 2, 3, 4, 5, 6];
        for (var count = 0; count <= frame.Length; count++)
        {
            var counter = new FrameCounter();
            counter.Count(frame.AsSpan(0, count));
            Assert.Equal(count >= 6, counter.HasClosed);
        }
    }

    [Fact]
    public void A_huge_frame_is_counted_and_a_negative_length_has_no_end()
    {
        var counter = new FrameCounter();
        counter.Count([0x82, 0x7F, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.Equal(long.MaxValue, counter.BytesToBoundary);
        counter.Count(new byte[1000]);
        Assert.Equal((long.MaxValue - 1000, false), (counter.BytesToBoundary, counter.IsBetweenFrames));

        counter = new FrameCounter();
        counter.Count([0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x81, 0]);
        Assert.Equal((long.MaxValue, false, false), (counter.BytesToBoundary, counter.IsBetweenFrames, counter.IsBetweenMessages));
    }
}
