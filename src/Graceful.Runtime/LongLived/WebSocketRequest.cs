using Graceful.Transport;

namespace Graceful.LongLived;

/// <summary>A WebSocket that moves between two messages. It counts the frames that pass its stream.</summary>
internal sealed class WebSocketRequest(byte[] head, byte[]? state) : LongLivedRequest(state)
{
    // The input is written by the application's read, the output within the gate.
    private FrameCounter _input;
    private FrameCounter _output;
    private Stream? _stream;

    internal override bool ReadsInput => true;

    internal override bool IsInputWhole => _input.IsBetweenMessages && !_input.HasClosed;

    internal override bool IsOutputWhole => _output.IsBetweenMessages && !_output.HasClosed && !HasOverlappingWrites;

    internal override long BytesToBoundary => _input.BytesToBoundary;

    internal override string? Activity =>
        _output.HasClosed || _input.HasClosed ? "its WebSocket was closing"
        : !_output.IsBetweenMessages ? "a message to the client was not complete"
        : !_input.IsBetweenMessages ? "a message of the client was not complete"
        : "the application did not wait for the next message";

    protected override byte[] RequestHead => head;

    internal override bool IsTakenBy(IConnectionSink successor) => successor.TakesReentries;

    /// <summary>Returns the stream for the application.</summary>
    internal Stream Begin(Stream stream, Action onWritten)
    {
        _stream = stream;
        return new FrameCountingStream(stream, this, onWritten);
    }

    internal void CountInput(ReadOnlySpan<byte> bytes) => _input.Count(bytes);

    internal void CountOutput(ReadOnlySpan<byte> bytes) => _output.Count(bytes);

    internal override bool WriteClose(bool restarts)
    {
        if (_stream is null || !TryDecide())
        {
            return false;
        }

        Settle(closes: true);
        if (!_output.IsBetweenFrames || _output.HasClosed || HasOverlappingWrites)
        {
            return false;
        }

        // Sent on this thread unless the client does not read.
        _ = WriteAsync(_stream, restarts ? WebSocketCloseFrame.ServiceRestart : WebSocketCloseFrame.GoingAway);
        return true;
    }

    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> frame)
    {
        try
        {
            await stream.WriteAsync(frame);
            await stream.FlushAsync();
        }
        catch (Exception reason) when (reason is IOException or ObjectDisposedException or InvalidOperationException
            or OperationCanceledException)
        {
            // The request has ended meanwhile.
        }
    }
}
