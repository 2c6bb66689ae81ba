using System.Runtime.InteropServices;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

internal sealed partial class HandoffConnection
{
    private volatile bool _hungUp;
    private volatile bool _finished;
    private volatile Exception? _abortReason;
    private long _received;
    private bool _isPreface;
    private bool _isHandshake;

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            error = await ReceiveUntilTheEndAsync();
        }
        catch (Exception unexpected)
        {
            error = Unforeseen(unexpected);
        }

        await _input.Writer.CompleteAsync(_abortReason ?? error);
        if (!_left)
        {
            await NotifyClosedAsync();
        }
    }

    /// <returns>The error that ended the input; <see langword="null"/> for its ordinary end, or when the connection leaves.</returns>
    private async Task<Exception?> ReceiveUntilTheEndAsync()
    {
        var input = _input.Writer;
        var drained = true;
        while (true)
        {
            if (drained)
            {
                if (!_transport.Options.WaitForDataBeforeAllocatingBuffer)
                {
                    _ = input.GetMemory(MinAllocBufferSize);
                }

                await _readable.WaitAsync();
            }

            if (_finished || _abortReason is not null || TryLeave())
            {
                return null;
            }

            var buffer = input.GetMemory(MinAllocBufferSize);
            var received = Receive(buffer.Span, out var errno);
            if (received < 0)
            {
                if (errno != Errno.EAGAIN)
                {
                    return SocketError("recv", errno);
                }

                if (TryCloseIdle())
                {
                    return null;
                }

                // A wake-up that was not about data.
                _hungUp = false;
                drained = true;
                continue;
            }

            if (received == 0)
            {
                return null;
            }

            if (_received == 0)
            {
                NoteOpening(buffer.Span[..received]);
            }

            _received += received;
            input.Advance(received);
            var result = await input.FlushAsync();
            if (result.IsCompleted || result.IsCanceled)
            {
                return null;
            }

            // Fewer bytes than asked for: the socket is empty, and edge-triggered epoll tells of the next ones (epoll(7), Q9).
            // Not so after a hang-up: its edge may have come together with the data, and does not come again.
            drained = received < buffer.Length && !_hungUp;
        }
    }

    private void NoteOpening(ReadOnlySpan<byte> first)
    {
        // The preface of HTTP/2 (RFC 9113, 3.4): no request need follow for the connection to have a state. And a record of TLS that
        // belongs to a handshake (RFC 8446, 5.1).
        _isPreface = first.StartsWith("PRI"u8);
        _isPinned |= _isPreface;
        _isHandshake = first[0] == 22;
    }

    private unsafe int Receive(Span<byte> buffer, out int errno)
    {
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                var received = (int)Libc.recv(_fd, bytes, (nuint)buffer.Length, 0);
                errno = received < 0 ? Marshal.GetLastPInvokeError() : 0;
                if (errno != Errno.EINTR)
                {
                    return received;
                }
            }
        }
    }

    /// <summary>Logs what no loop should throw: it ends this connection, and no other.</summary>
    private Exception Unforeseen(Exception unexpected)
    {
        _transport.Log.ConnectionFailed(ConnectionId, unexpected);
        return unexpected;
    }

    /// <summary>Logs why the socket ended, and gives Kestrel the exception that it knows the case by.</summary>
    private Exception SocketError(string call, int errno)
    {
        var cause = PosixException.Create(call, errno);
        if (errno is Errno.ECONNRESET or Errno.EPIPE or Errno.ETIMEDOUT)
        {
            _transport.Log.ConnectionReset(ConnectionId);
            return new ConnectionResetException(cause.Message, cause);
        }

        _transport.Log.ConnectionFailed(ConnectionId, cause);
        return cause;
    }

    /// <summary>Cancels <see cref="ConnectionClosed"/> on the pool: its callbacks are Kestrel's and the application's.</summary>
    private Task NotifyClosedAsync()
    {
        var notified = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(
            static state =>
            {
                try
                {
                    state.Connection._closed.Cancel();
                }
                catch (AggregateException thrownByCallbacks)
                {
                    state.Connection._transport.Log.ConnectionFailed(state.Connection.ConnectionId, thrownByCallbacks);
                }

                state.Notified.SetResult();
            },
            (Connection: this, Notified: notified),
            preferLocal: false);
        return notified.Task;
    }
}
