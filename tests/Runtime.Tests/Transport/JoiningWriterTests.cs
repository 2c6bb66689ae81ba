using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Graceful.Transport;

namespace Runtime.Tests.Transport;

/// <summary>Flushes above TLS are joined: the bytes of all of them are flushed when the pool runs the queued work item.</summary>
public sealed class JoiningWriterTests
{
    private static readonly byte[] Frame = "<frame>"u8.ToArray();

    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Queue<IThreadPoolWorkItem> _pool = new();
    private readonly FrameInsertingWriter _writer;
    private bool _mayJoin = true;

    public JoiningWriterTests() => _writer = new FrameInsertingWriter(_pipe.Writer, () => _mayJoin, _pool.Enqueue);

    [Fact]
    public async Task Flushes_before_the_turn_of_the_pool_are_one()
    {
        await WriteAsync("one, ");
        await WriteAsync("two, ");
        await WriteAsync("three");
        Assert.Null(Read());

        Assert.Single(_pool);
        RunPool();
        Assert.Equal("one, two, three", Read());

        await WriteAsync("four");
        RunPool();
        Assert.Equal("four", Read());
    }

    [Fact]
    public async Task A_frame_that_is_not_whole_does_not_hold_joined_flushes_back()
    {
        await WriteAsync("whole, ");
        _writer.Write("half of "u8);
        RunPool();
        Assert.Equal("whole, half of ", Read());

        await WriteAsync("a frame");
        RunPool();
        Assert.Equal("a frame", Read());
    }

    [Fact]
    public async Task While_memory_is_handed_out_the_turn_waits_for_the_advance()
    {
        await WriteAsync("one, ");
        "two"u8.CopyTo(_writer.GetSpan(3));
        RunPool();
        Assert.Null(Read());

        _writer.Advance(3);
        Assert.Equal("one, two", Read());
        await WriteAsync(", three");
        RunPool();
        Assert.Equal(", three", Read());
    }

    [Fact]
    public async Task A_flush_that_may_not_be_joined_flushes_everything_at_once()
    {
        await WriteAsync("one, ");
        _mayJoin = false;
        await WriteAsync("two");
        Assert.Equal("one, two", Read());

        _writer.Write("three"u8);
        RunPool();
        Assert.Null(Read());
    }

    [Fact]
    public async Task As_many_bytes_as_a_record_has_do_not_wait()
    {
        await WriteAsync(new string('a', FrameInsertingWriter.MaxJoined - 1));
        Assert.Null(Read());
        await WriteAsync("b");
        Assert.Equal(FrameInsertingWriter.MaxJoined, Read()!.Length);
    }

    [Fact]
    public async Task A_large_frame_that_is_not_whole_is_left_to_the_flush_after_it()
    {
        await WriteAsync("small, ");
        _writer.Write(new byte[2 * FrameInsertingWriter.MaxJoined]);
        RunPool();
        Assert.Null(Read());
        await _writer.FlushAsync();
        Assert.Equal("small, ".Length + (2 * FrameInsertingWriter.MaxJoined), Read()!.Length);
    }

    [Fact]
    public async Task An_inserted_frame_goes_behind_joined_flushes_at_once()
    {
        await WriteAsync("one, ");
        _writer.Insert(Frame);
        Assert.Equal("one, <frame>", Read());
        RunPool();
        Assert.Null(Read());
    }

    [Fact]
    public async Task A_frame_that_is_inserted_into_another_goes_with_its_flush()
    {
        await WriteAsync("one, ");
        _writer.Write("two"u8);
        _writer.Insert(Frame);
        RunPool();
        Assert.Equal("one, two", Read());
        await WriteAsync(", three");
        Assert.Equal(", three<frame>", Read());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_flushes_first(bool isAsync)
    {
        await WriteAsync("last");
        if (isAsync)
        {
            await _writer.CompleteAsync();
        }
        else
        {
            _writer.Complete();
        }

        RunPool();
        Assert.Equal("last", Read());
    }

    [Fact]
    public async Task The_turn_after_the_middleware_has_completed_its_writer_has_no_effect()
    {
        await WriteAsync("last");
        await _pipe.Writer.CompleteAsync();
        RunPool();
        Assert.Equal("last", Read());
    }

    [Fact]
    public async Task A_cancelled_flush_is_not_joined()
    {
        _writer.CancelPendingFlush();
        _writer.Write("one"u8);
        Assert.True((await _writer.FlushAsync()).IsCanceled);
        Assert.Equal("one", Read());
        await WriteAsync("two");
        Assert.Single(_pool);

        _writer.Write("three"u8);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _writer.FlushAsync(cancelled));
    }

    private async Task WriteAsync(string text)
    {
        var result = await _writer.WriteAsync(Encoding.ASCII.GetBytes(text));
        Assert.Equal((false, false), (result.IsCanceled, result.IsCompleted));
    }

    private void RunPool()
    {
        while (_pool.TryDequeue(out var item))
        {
            item.Execute();
        }
    }

    private string? Read()
    {
        if (!_pipe.Reader.TryRead(out var result))
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(result.Buffer.ToArray());
        _pipe.Reader.AdvanceTo(result.Buffer.End);
        return text.Length == 0 ? null : text;
    }
}
