using System.IO.Pipelines;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

// Reading and writing: the members that the event loop, the receive loop, the send loop and Kestrel's reader call.
internal sealed partial class HandoverConnection : IEventTarget
{
    /// <summary>Gets the number of bytes that may be received now: 0 while the connection has to wait for Kestrel.</summary>
    /// <remarks>
    /// Nothing follows a replayed head before its response is known: Kestrel would take the client's messages for requests. In a drain, no
    /// message follows one that is not whole, so that a busy client reaches a boundary. During server-sent events, the client's next
    /// request waits in the kernel, so that it moves with the socket.
    /// </remarks>
    internal int ReceiveLimit
    {
        get
        {
            if (_replay?.HoldsInput == true)
            {
                return 0;
            }

            if (_move?.Current is not { Response: not null } request)
            {
                return int.MaxValue;
            }

            if (!request.ReadsInput)
            {
                return request.Obstacle is null && Pins == PinReasons.None && !HasItems ? 0 : int.MaxValue;
            }

            if (_transport.Drain is not { } drain || !MayMove(drain, request))
            {
                return int.MaxValue;
            }

            return IsReadPending ? (int)Math.Min(request.BytesToBoundary, int.MaxValue) : 0;
        }
    }

    /// <summary>True while the application may still answer a replayed request in another way than the client knows.</summary>
    internal bool IsResponseUnknown => _replay?.HoldsInput == true && _move?.Current is not { Response: not null };

    /// <summary>True while sending waits for a client that does not read.</summary>
    internal bool IsSendBlocked => _sendLoop.IsBlocked;

    /// <summary>True when Kestrel has not consumed all that was received: in HTTP/1.1, the client has sent more requests.</summary>
    internal bool HasUnreadInput => _boundary.Received > _reader.Consumed;

    /// <summary>
    /// True when one flush is seldom all: in HTTP/2, where Kestrel flushes each response of many, and under TLS, where the bytes do not
    /// show whether the response is complete.
    /// </summary>
    internal bool FlushesInParts => MayDelayFlushes && (Pins & (PinReasons.Http2 | PinReasons.Wrapped)) != 0;

    /// <summary>True when the responses of other connections may be sent first. Those to many streams of HTTP/2 join each other.</summary>
    internal bool MayJoinResponses => MayDelayFlushes && !IsHttp2;

    /// <summary>True when a flush may be sent after it has returned.</summary>
    /// <remarks>
    /// A WebSocket flushes whole messages, and its last one must be sent before the flush returns: see <see cref="EndAfterDrain"/>.
    /// </remarks>
    private bool MayDelayFlushes => _state.Phase < ConnectionPhase.Upgraded;

    /// <summary>True when Kestrel waits for bytes, and has consumed everything that was received.</summary>
    private bool IsReadPending => _reader.IsWaiting && _boundary.IsConsumed(_reader.Consumed);

    /// <summary>Adds writability to the events that epoll reports.</summary>
    internal void WatchWritable() =>
        _loop.Modify(_socket.Fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, _registration!.Value);

    void IEventTarget.OnEvents(int events)
    {
        if ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0)
        {
            _receiveLoop.HangUp();
        }

        if ((events & ~EPOLLOUT) != 0)
        {
            _receiveLoop.Wake();
        }

        if ((events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0)
        {
            _sendLoop.SignalWritable();
        }
    }

    void IEventTarget.OnEventsFailed(Exception reason) => Fail(LogUnexpected(reason));

    /// <summary>Called by the reader when Kestrel waits for bytes: a draining connection may be at a request boundary now.</summary>
    internal void OnReaderWaiting()
    {
        _sendLoop.OnReaderWaiting(IsHttp2);
        if (_transport.Drain is not null)
        {
            _receiveLoop.Wake();
        }
    }

    internal void OnReceived(ReadOnlySpan<byte> bytes)
    {
        if (_boundary.Received == 0)
        {
            _opening.Record(bytes);
            if (_opening.IsHttp2Preface)
            {
                Pin(PinReasons.Http2);
            }
        }

        _boundary.Receive(bytes);
    }

    /// <summary>Called when the application has written, and when the client has read after a pause.</summary>
    internal void OnWritten()
    {
        if (_transport.Drain is not null)
        {
            _receiveLoop.Wake();
        }
    }

    /// <summary>Called by the send loop with the head of the response to a replayed request, which the client has already.</summary>
    /// <returns>False when the response is another one, and the connection is closed.</returns>
    internal bool AcceptsReplayedHead(ReadOnlySpan<byte> head)
    {
        if (_replay!.FindDifference(head) is not { } difference)
        {
            return true;
        }

        RejectReplay(difference);
        return false;
    }

    /// <summary>Logs the error of a socket call and returns the exception by which Kestrel recognizes it.</summary>
    internal Exception DescribeError(string call, int errno)
    {
        var cause = PosixException.Create(call, errno);
        if (errno == ECONNRESET || errno == EPIPE || errno == ETIMEDOUT)
        {
            _transport.Log.ConnectionReset(ConnectionId);
            return new ConnectionResetException(cause.Message, cause);
        }

        return LogUnexpected(cause);
    }

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            if (_replay is not null)
            {
                await ReplayAsync(_replay, _input.Writer);
            }

            error = await _receiveLoop.RunAsync(allocateFirst: !_transport.Options.WaitForDataBeforeAllocatingBuffer);
        }
        catch (Exception unexpected)
        {
            error = LogUnexpected(unexpected);
        }

        if (_move?.Left is not null)
        {
            await _sendLoop.WhenCut;
            await RunOnPoolAsync(static connection => connection._move!.Left!.CancelMovedOn());
        }

        await _input.Writer.CompleteAsync(_abortReason ?? error);

        // A long-lived request ends here as it does when its client has gone. An idle connection must not: see ConnectionState.Next.
        if (_state.Phase != ConnectionPhase.Leaving || _move?.Left is not null)
        {
            await NotifyClosedAsync();
        }
    }

    /// <summary>Passes the head of a replayed request to Kestrel, as if it had just arrived.</summary>
    private async ValueTask ReplayAsync(RequestReplay replay, PipeWriter input)
    {
        var request = replay.Request;
        OnReceived(request.RequestHead);
        await input.WriteAsync(request.RequestHead);
        if (request.IsUnanswered)
        {
            // The application may wait for its first event as long as it likes.
            replay.Resume();
        }
    }

    private async Task SendAsync()
    {
        Exception? error = null;
        try
        {
            error = await _sendLoop.RunAsync(discardsHead: _replay is { Request.IsUnanswered: false });
        }
        catch (Exception unexpected)
        {
            error = LogUnexpected(unexpected);
        }

        _sendLoop.EndCut();
        if (error is not null)
        {
            Fail(error);
        }
        else if (_shutDownReason is { } reason)
        {
            ShutDown(reason);
        }

        // The application's writes have no effect once its client has gone, as with Kestrel's own transport (SocketConnection.cs, DoSend).
        await _output.Reader.CompleteAsync(error is ConnectionResetException ? null : error);

        // The receive loop must not wait for Kestrel to read any more.
        _input.Writer.CancelPendingFlush();
        if (error is not null)
        {
            _receiveLoop.Wake();
        }
    }

    /// <summary>True when flushes above TLS may be joined: in HTTP/2, when the pipe below is empty and has room for them.</summary>
    private bool MayJoinFlushes() =>
        IsHttp2 && _sendLoop.IsIdle && (_transport.Options.MaxWriteBufferSize ?? 0) is 0 or >= 3 * FrameInsertingWriter.MaxJoined;

    private Exception LogUnexpected(Exception unexpected)
    {
        _transport.Log.ConnectionFailed(ConnectionId, unexpected);
        return unexpected;
    }
}
