using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Tasks.Sources;
using Graceful.Transport;
using Instruments.Raw;

namespace Runtime.Tests.Transport;

/// <summary>The reader for Kestrel behaves as the pipe's own reader, and counts.</summary>
public sealed class RequestBoundaryReadTests : IAsyncLifetime
{
    private readonly Pipe _pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private HandoverServer _server = null!;
    private RawConnection _client = null!;
    private RequestBoundaryReader _reader = null!;

    public async Task InitializeAsync()
    {
        _server = await HandoverServer.StartAsync("one");
        _client = await RawConnection.ConnectAsync(_server.EndPoint);
        await _client.GetAsync("/who");
        _reader = Reader(isInline: true);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_read_that_finds_no_bytes_waits_until_its_result_is_taken()
    {
        Assert.False(_reader.IsWaiting);
        var reading = _reader.ReadAsync();
        Assert.True(_reader.IsWaiting);
        Assert.False(reading.IsCompleted);
        await WriteAsync("abc");
        Assert.True(reading.IsCompletedSuccessfully);
        Assert.True(_reader.IsWaiting);
        var result = await reading;
        Assert.False(_reader.IsWaiting);
        Assert.Equal("abc", Text(result));

        _reader.AdvanceTo(result.Buffer.GetPosition(1), result.Buffer.End);
        Assert.Equal(1, _reader.Consumed);
        Assert.False(_reader.TryRead(out _));
        await WriteAsync("d");
        Assert.True(_reader.TryRead(out result));
        Assert.Equal("bcd", Text(result));
        _reader.AdvanceTo(result.Buffer.End);
        Assert.Equal(4, _reader.Consumed);
    }

    [Fact]
    public async Task A_read_that_finds_bytes_does_not_wait()
    {
        await WriteAsync("abc");
        var reading = _reader.ReadAsync();
        Assert.True(reading.IsCompletedSuccessfully);
        Assert.False(_reader.IsWaiting);
        _reader.AdvanceTo((await reading).Buffer.End);
        Assert.Equal(3, _reader.Consumed);
    }

    [Fact]
    public async Task A_pending_read_can_be_cancelled()
    {
        var reading = _reader.ReadAsync();
        _reader.CancelPendingRead();
        Assert.True((await reading).IsCanceled);

        using var cancellation = new CancellationTokenSource();
        _reader.AdvanceTo(default);
        reading = _reader.ReadAsync(cancellation.Token);
        await cancellation.CancelAsync();
        Assert.True(reading.IsCompleted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        Assert.False(_reader.IsWaiting);
    }

    [Fact]
    public async Task The_fault_of_the_writer_is_the_fault_of_the_read()
    {
        var reading = _reader.ReadAsync();
        await _pipe.Writer.CompleteAsync(new IOException("on purpose"));
        Assert.True(reading.IsFaulted);
        Assert.Equal("on purpose", (await Assert.ThrowsAsync<IOException>(async () => await reading)).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_of_the_reader_reaches_the_writer(bool isAsync)
    {
        if (isAsync)
        {
            await _reader.CompleteAsync();
        }
        else
        {
            _reader.Complete();
        }

        Assert.True((await _pipe.Writer.WriteAsync(new byte[1])).IsCompleted);
    }

    [Fact]
    public async Task A_result_is_taken_once()
    {
        var first = _reader.ReadAsync();
        await WriteAsync("a");
        _reader.AdvanceTo((await first).Buffer.End);
        var second = _reader.ReadAsync();
        Assert.False(second.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => first.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => first.GetAwaiter().GetResult());
        Assert.Throws<InvalidOperationException>(() => first.GetAwaiter().OnCompleted(() => { }));
    }

    /// <summary>As <see cref="IValueTaskSource{T}"/> requires, for a read that waits and for one that gives up its turn.</summary>
    [Theory]
    [InlineData(false, true, true)]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public async Task The_execution_context_flows_when_the_caller_requests_it(bool yields, bool flows, bool isInline)
    {
        _reader = Reader(isInline);
        var local = new AsyncLocal<string?>();
        if (yields)
        {
            await WriteAsync(new string('x', 1000));
            for (var i = 1; i < RequestBoundaryReader.ReadsPerTurn; i++)
            {
                _reader.AdvanceTo((await _reader.ReadAsync()).Buffer.GetPosition(1));
            }
        }

        var reading = _reader.ReadAsync();
        Assert.False(reading.IsCompleted);
        var seen = new TaskCompletionSource<(string?, object?)>(TaskCreationOptions.RunContinuationsAsynchronously);
        local.Value = "caller";
        ((IValueTaskSource<ReadResult>)_reader).OnCompleted(
            state => seen.SetResult((local.Value, state)),
            this,
            token: 1,
            flows ? ValueTaskSourceOnCompletedFlags.FlowExecutionContext : ValueTaskSourceOnCompletedFlags.None);
        local.Value = null;
        if (!yields)
        {
            await WriteAsync("a");
        }

        Assert.Equal((flows ? "caller" : null, this), await seen.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Kestrel must not run on the event loop, whose thread writes into the pipe.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_goes_on_in_the_pool_unless_it_is_inline(bool isInline)
    {
        _reader = Reader(isInline);
        var seen = new TaskCompletionSource<(Thread Thread, bool IsOfPool)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = _reader.ReadAsync();
        Assert.False(reading.IsCompleted);
        ((IValueTaskSource<ReadResult>)_reader).OnCompleted(
            _ => seen.SetResult((Thread.CurrentThread, Thread.CurrentThread.IsThreadPoolThread)),
            state: null,
            token: 1,
            ValueTaskSourceOnCompletedFlags.None);
        var writer = new Thread(() => _pipe.Writer.WriteAsync(new byte[1]).AsTask().Wait());
        writer.Start();

        var (thread, isOfPool) = await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(isInline, thread == writer);
        Assert.Equal(!isInline, isOfPool);
        writer.Join();
    }

    private RequestBoundaryReader Reader(bool isInline) => new(_pipe.Reader, Assert.Single(_server.Gate.Snapshot()), isInline);

    private async Task WriteAsync(string text) => await _pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes(text));

    private static string Text(ReadResult result) => Encoding.ASCII.GetString(result.Buffer.ToArray());
}
