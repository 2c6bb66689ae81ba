using Graceful.LongLived;

namespace Runtime.Tests.LongLived;

/// <summary>The application's side of a WebSocket that moves.</summary>
public sealed class FrameCountingStreamTests
{
    /// <summary>A WebSocket flushes after each frame. An error there would report a message as lost that the client has received.</summary>
    [Fact]
    public async Task A_frame_that_was_written_before_the_move_succeeds_when_the_flush_comes_after_the_move()
    {
        var (request, kestrel) = (new WebSocketRequest([], null), new EndingStream());
        await using var stream = request.Begin(kestrel, () => { });
        await stream.WriteAsync(new byte[] { 0x81, 1, (byte)'a' });
        Assert.True(request.IsOutputWhole && request.TryDecide());
        request.Settle(closes: true);
        kestrel.HasEnded = true;

        await stream.FlushAsync(new CancellationToken(canceled: true));
        await Assert.ThrowsAsync<IOException>(() => stream.WriteAsync(new byte[] { 0x81, 1, (byte)'b' }).AsTask());
        Assert.Equal(3, kestrel.Length);
    }

    /// <summary>Kestrel's stream after the end of the request.</summary>
    private sealed class EndingStream : MemoryStream
    {
        internal bool HasEnded { get; set; }

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return HasEnded ? throw new ObjectDisposedException("the request's stream") : Task.CompletedTask;
        }
    }
}
