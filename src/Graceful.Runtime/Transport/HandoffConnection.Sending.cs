using System.Buffers;
using System.Runtime.InteropServices;
using Graceful.Posix;

namespace Graceful.Transport;

internal sealed partial class HandoffConnection : IThreadPoolWorkItem
{
    /// <summary>As many segments as one sendmsg(2) takes; what is left goes with the next.</summary>
    private const int MaxSegments = 64;

    private const int LongestUsualHead = 512;

    private AsyncAutoResetEvent? _writable;
    private AsyncAutoResetEvent? _turn;
    private volatile bool _isFirstFlush;
    private int _isDeferred;

    private async Task SendAsync()
    {
        Exception? error = null;
        try
        {
            error = await SendUntilTheEndAsync();
        }
        catch (Exception unexpected)
        {
            error = Unforeseen(unexpected);
        }

        if (error is not null)
        {
            ShutDown(error);
        }

        await _output.Reader.CompleteAsync(error);

        // A receive loop that waits for Kestrel to read must not wait for ever.
        _input.Writer.CancelPendingFlush();
        if (error is not null)
        {
            _readable.Signal();
        }
    }

    private async Task<Exception?> SendUntilTheEndAsync()
    {
        var output = _output.Reader;
        while (true)
        {
            var result = await output.ReadAsync();
            if (_abortReason is not null)
            {
                return null;
            }

            if (_left && _received == 0)
            {
                // Kestrel ends HTTP/2 with GOAWAY even before the client's preface: it would be the first that this client hears.
                // On a connection that has had a request, all was sent before Kestrel waited for the next.
                return null;
            }

            if (_isFirstFlush)
            {
                _isFirstFlush = false;
                if (MoreFollows(result.Buffer.FirstSpan))
                {
                    output.AdvanceTo(result.Buffer.Start);
                    await WaitForTheRestAsync();
                    continue;
                }
            }

            var rest = result.Buffer;
            while (!rest.IsEmpty || TryTakeGoAway(ref rest))
            {
                var sent = Send(rest, out var errno);
                if (sent >= 0)
                {
                    rest = rest.Slice(sent);
                }
                else if (errno == Errno.EAGAIN)
                {
                    await WaitUntilWritableAsync();
                }
                else
                {
                    return SocketError("send", errno);
                }

                if (_abortReason is not null)
                {
                    return null;
                }
            }

            output.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// A body without a length is flushed at least twice (its end is a chunk of its own), and mostly at once. Kestrel writes the
    /// header exactly so (HttpHeaders.Generated.cs); a false find costs one trip through the pool.
    /// </summary>
    private static bool MoreFollows(ReadOnlySpan<byte> response) =>
        response[..Math.Min(response.Length, LongestUsualHead)].IndexOf("\r\nTransfer-Encoding: chunked\r\n"u8) >= 0
        && !response.EndsWith("\r\n0\r\n\r\n"u8);

    /// <summary>
    /// Until Kestrel's next read, which follows the end of the response on the same thread: all goes in one packet. Or else until
    /// the pool's turn, when the application only flushes and goes on.
    /// </summary>
    private ValueTask WaitForTheRestAsync()
    {
        _turn ??= new AsyncAutoResetEvent();
        Volatile.Write(ref _isDeferred, 1);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        return _turn.WaitAsync();
    }

    private void SendDeferred()
    {
        if (Volatile.Read(ref _isDeferred) == 1 && Interlocked.Exchange(ref _isDeferred, 0) == 1)
        {
            _turn!.Signal();
        }
    }

    void IThreadPoolWorkItem.Execute() => SendDeferred();

    private ValueTask WaitUntilWritableAsync()
    {
        if (_writable is null)
        {
            // Asked for on the first full buffer only: most connections never fill one. Changing the interest tells the present
            // state again, so that nothing is missed in between.
            Volatile.Write(ref _writable, new AsyncAutoResetEvent());
            _loop.Modify(_fd, Libc.EPOLLIN | Libc.EPOLLOUT | Libc.EPOLLRDHUP | Libc.EPOLLET, _token);
        }

        return _writable.WaitAsync();
    }

    private int Send(in ReadOnlySequence<byte> data, out int errno) =>
        data.IsSingleSegment ? Send(data.FirstSpan, out errno) : SendGathered(data, out errno);

    private unsafe int Send(ReadOnlySpan<byte> data, out int errno)
    {
        fixed (byte* bytes = data)
        {
            while (true)
            {
                var sent = (int)Libc.send(_fd, bytes, (nuint)data.Length, Libc.MSG_NOSIGNAL);
                errno = sent < 0 ? Marshal.GetLastPInvokeError() : 0;
                if (errno != Errno.EINTR)
                {
                    return sent;
                }
            }
        }
    }

    private unsafe int SendGathered(in ReadOnlySequence<byte> data, out int errno)
    {
        var vectors = stackalloc Libc.IoVec[MaxSegments];
        var pins = ArrayPool<MemoryHandle>.Shared.Rent(MaxSegments);
        var count = 0;
        try
        {
            foreach (var segment in data)
            {
                if (count == MaxSegments)
                {
                    break;
                }

                pins[count] = segment.Pin();
                vectors[count] = new Libc.IoVec { iov_base = (byte*)pins[count].Pointer, iov_len = (nuint)segment.Length };
                count++;
            }

            var message = new Libc.MsgHdr { msg_iov = vectors, msg_iovlen = (nuint)count };
            while (true)
            {
                var sent = (int)Libc.sendmsg(_fd, &message, Libc.MSG_NOSIGNAL);
                errno = sent < 0 ? Marshal.GetLastPInvokeError() : 0;
                if (errno != Errno.EINTR)
                {
                    return sent;
                }
            }
        }
        finally
        {
            for (var i = 0; i < count; i++)
            {
                pins[i].Dispose();
            }

            ArrayPool<MemoryHandle>.Shared.Return(pins, clearArray: true);
        }
    }
}
