using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Graceful.Transport;

namespace Runtime.Tests.Transport;

/// <summary>A frame is inserted between the frames of the writer, never into one.</summary>
public sealed class FrameInsertingWriterTests
{
    private static readonly byte[] Frame = "<frame>"u8.ToArray();

    private readonly Pipe _pipe =
        new(new PipeOptions(pauseWriterThreshold: 10, resumeWriterThreshold: 5, useSynchronizationContext: false));
    private readonly FrameInsertingWriter _writer;

    public FrameInsertingWriterTests() => _writer = new FrameInsertingWriter(_pipe.Writer, () => false);

    [Fact]
    public void Before_anything_is_written_it_goes_at_once()
    {
        _writer.Insert(Frame);
        Assert.Equal("<frame>", Read());
    }

    [Fact]
    public async Task While_a_frame_is_written_it_goes_behind_its_flush()
    {
        _writer.Write("one, "u8);
        _writer.Insert(Frame);
        _writer.Write("two"u8);
        Assert.False(_pipe.Reader.TryRead(out _));
        await _writer.FlushAsync();
        Assert.Equal("one, two<frame>", Read());
    }

    [Fact]
    public async Task While_a_flush_waits_for_room_it_goes_behind_it()
    {
        _writer.Write("longer than there is room"u8);
        var flushing = _writer.FlushAsync();
        Assert.False(flushing.IsCompleted);
        _writer.Insert(Frame);
        Assert.Equal("longer than there is room", Read());
        await flushing;
        Assert.Equal("<frame>", Read());
    }

    [Fact]
    public async Task Where_there_is_hardly_room_for_it_the_writer_waits()
    {
        await _writer.WriteAsync("12345"u8.ToArray());
        _writer.Insert(Frame);
        var writing = Task.Run(async () => await _writer.WriteAsync("after"u8.ToArray()));
        Assert.Equal("12345<frame>", Read());
        await writing;
        Assert.Equal("after", Read());
    }

    [Fact]
    public async Task After_the_end_nothing_goes()
    {
        await _writer.WriteAsync("last"u8.ToArray());
        await _writer.CompleteAsync();
        _writer.Insert(Frame);
        Assert.Equal("last", Read());
    }

    [Fact]
    public async Task Each_way_to_begin_a_frame_holds_an_inserted_one_back()
    {
        _writer.GetSpan(1)[0] = (byte)'a';
        _writer.Insert(Frame);
        _writer.Advance(1);
        Assert.Equal((true, 1L), (_writer.CanGetUnflushedBytes, _writer.UnflushedBytes));
        await _writer.FlushAsync();
        Assert.Equal("a<frame>", Read());

        _writer.GetMemory(1).Span[0] = (byte)'b';
        _writer.Insert(Frame);
        _writer.Advance(1);
        await _writer.FlushAsync();
        Assert.Equal("b<frame>", Read());
    }

    [Fact]
    public async Task Of_two_frames_that_wait_the_later_one_goes()
    {
        _writer.Write("a"u8);
        _writer.Insert("<first>"u8.ToArray());
        _writer.Insert(Frame);
        await _writer.FlushAsync();
        Assert.Equal("a<frame>", Read());
        _writer.Write("b"u8);
        await _writer.FlushAsync();
        Assert.Equal("b", Read());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_reaches_the_reader_with_its_reason(bool isAsync)
    {
        var reason = new IOException("on purpose");
        if (isAsync)
        {
            await _writer.CompleteAsync(reason);
        }
        else
        {
            _writer.Complete(reason);
        }

        _writer.Insert(Frame);
        Assert.Same(reason, await Assert.ThrowsAsync<IOException>(async () => await _pipe.Reader.ReadAsync()));
    }

    [Fact]
    public async Task A_flush_that_waits_can_be_cancelled_and_a_frame_goes_afterwards()
    {
        _writer.Write("longer than there is room"u8);
        var flushing = _writer.FlushAsync();
        _writer.Insert(Frame);
        _writer.CancelPendingFlush();
        Assert.True((await flushing).IsCanceled);
        Assert.Equal("longer than there is room<frame>", Read());
    }

    private string Read()
    {
        Assert.True(_pipe.Reader.TryRead(out var result));
        var text = Encoding.ASCII.GetString(result.Buffer.ToArray());
        _pipe.Reader.AdvanceTo(result.Buffer.End);
        return text;
    }
}
