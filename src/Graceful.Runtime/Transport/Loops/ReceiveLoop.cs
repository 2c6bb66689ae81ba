using System.IO.Pipelines;
using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

/// <summary>
/// Reads from the socket into the pipe that Kestrel reads. It alone runs the decision whether a connection moves or is closed when idle
/// (HandoverConnection.TryLeave, TryCloseIdle).
/// </summary>
/// <remarks>
/// Only the receive loop knows that no bytes are on their way in: while Kestrel waits for bytes, and this loop does not receive, nothing
/// else about the connection can change.
/// </remarks>
internal sealed class ReceiveLoop(HandoverConnection connection, ConnectionSocket socket, PipeWriter input)
{
    private const int MinAllocBufferSize = PinnedBlockPool.BlockSize / 2;

    private readonly AsyncAutoResetEvent _wakeUp = new();
    private volatile bool _hungUp;

    /// <summary>Makes the loop check for data, a hang-up, a drain and an abort.</summary>
    internal void Wake() => _wakeUp.Signal();

    internal void HangUp() => _hungUp = true;

    /// <summary>Runs until the input ends.</summary>
    /// <param name="allocateFirst">True to hold a buffer while the connection waits for data.</param>
    /// <returns>The error that ended the input; <see langword="null"/> for its ordinary end, and when the connection leaves.</returns>
    internal async Task<Exception?> RunAsync(bool allocateFirst)
    {
        var isDrained = true;
        var hungUp = false;
        while (true)
        {
            if (isDrained)
            {
                if (allocateFirst)
                {
                    _ = input.GetMemory(MinAllocBufferSize);
                }

                await _wakeUp.WaitAsync();
            }

            if (connection.HasEnded || connection.TryLeave())
            {
                return null;
            }

            if (_hungUp)
            {
                // Reset before the socket is read: a hang-up that comes later makes another pass.
                _hungUp = false;
                hungUp = true;
            }

            var buffer = input.GetMemory(MinAllocBufferSize);
            var limit = connection.ReceiveLimit;
            if (limit < buffer.Length && !TryLimit(ref buffer, limit, hungUp))
            {
                // Kestrel's next read wakes the loop.
                isDrained = true;
                continue;
            }

            var received = socket.Receive(buffer.Span, out var errno);
            if (received < 0)
            {
                if (errno != EAGAIN)
                {
                    return connection.DescribeError("recv", errno);
                }

                // The socket is empty: a request that has arrived already is still answered.
                if (connection.TryCloseIdle())
                {
                    return null;
                }

                hungUp = false;
                isDrained = true;
                continue;
            }

            if (received == 0)
            {
                return null;
            }

            connection.OnReceived(buffer.Span[..received]);
            input.Advance(received);
            var result = await input.FlushAsync();
            if (result.IsCompleted || result.IsCanceled)
            {
                return null;
            }

            isDrained = IsDrained(received, buffer.Length, hungUp);
        }
    }

    /// <summary>
    /// Cuts the buffer. After a hang-up the loop reads on, also in the middle of a message: the client may have gone.
    /// </summary>
    private bool TryLimit(ref Memory<byte> buffer, int limit, bool hungUp)
    {
        if (limit == 0)
        {
            return hungUp && !connection.IsResponseUnknown;
        }

        buffer = buffer[..limit];
        return true;
    }

    /// <summary>
    /// True when the socket is empty: it returned fewer bytes than requested, and edge-triggered epoll reports the next ones (epoll(7),
    /// Q9). Not so after a hang-up, whose edge may have been reported together with the data and is not reported again.
    /// </summary>
    internal static bool IsDrained(int received, int requested, bool hungUp) => received < requested && !hungUp;
}
