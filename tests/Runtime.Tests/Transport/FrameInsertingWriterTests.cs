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

    public FrameInsertingWriterTests() => _writer = new FrameInsertingWriter(_pipe.Writer);

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

    private string Read()
    {
        Assert.True(_pipe.Reader.TryRead(out var result));
        var text = Encoding.ASCII.GetString(result.Buffer.ToArray());
        _pipe.Reader.AdvanceTo(result.Buffer.End);
        return text;
    }
}
