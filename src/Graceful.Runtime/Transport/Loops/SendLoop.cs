using System.Buffers;
using System.IO.Pipelines;
using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

/// <summary>
/// Sends the bytes that Kestrel has flushed. A lone HTTP/1.1 response is sent on the flushing thread, as far as the kernel takes it.
/// Flushes that others are likely to follow are sent together, when the pool gives the loop its turn.
/// </summary>
/// <remarks>
/// A turn is requested on the local queue of the flushing thread, so that it comes right after that thread's present work; an idle thread
/// takes it earlier. While the pool is behind, every flush of HTTP/1.1 waits in the <see cref="SendQueue"/>. The limit of
/// the pipe (MaxWriteBufferSize) bounds the bytes that wait for a turn.
/// </remarks>
internal sealed class SendLoop(HandoverConnection connection, ConnectionSocket socket, PipeReader output, SendQueue queue)
{
    /// <summary>
    /// The number of bytes that a response may send before other work of the thread pool gets its turn. A send to a client that reads
    /// quickly never waits, so that a large response would otherwise keep its thread to its end.
    /// </summary>
    internal const int BytesPerTurn = 128 * 1024;

    private const int LongestUsualHead = 512;

    private TaskCompletionSource? _cut;
    private volatile bool _hasEnded;
    private volatile bool _isClosing;
    private volatile bool _isBlocked;
    private volatile bool _isIdle;
    private AsyncAutoResetEvent? _writable;
    private volatile SendTurn? _turn;
    private volatile bool _isFirstFlush;
    private int _sentInTurn;

    /// <summary>True when the loop has ended.</summary>
    internal bool HasEnded => _hasEnded;

    /// <summary>True while the loop waits for a client that does not read.</summary>
    internal bool IsBlocked => _isBlocked;

    /// <summary>True while everything that has been flushed is sent.</summary>
    internal bool IsIdle => _isIdle;

    /// <summary>Gets the task that completes when everything before the cut is sent; it is complete without a cut.</summary>
    internal Task WhenCut => Volatile.Read(ref _cut)?.Task ?? Task.CompletedTask;

    /// <summary>True when the loop ends after what has been flushed so far.</summary>
    private bool IsCut => _isClosing || Volatile.Read(ref _cut) is not null;

    /// <summary>Gets the turn, which most connections without load never need.</summary>
    private SendTurn Turn => _turn ??= new SendTurn(queue);

    /// <summary>A response begins: its first flush may be joined with the next (see <see cref="MoreFollows"/>).</summary>
    internal void BeginResponse() => _isFirstFlush = true;

    /// <summary>The socket takes bytes again.</summary>
    internal void SignalWritable() => Volatile.Read(ref _writable)?.Signal();

    /// <summary>Makes the loop check for an abort or a frame to insert.</summary>
    internal void Wake()
    {
        output.CancelPendingRead();
        SignalWritable();
    }

    /// <summary>
    /// Ends the loop after the bytes that Kestrel has flushed so far: the response goes on in another process, and the client must not
    /// see its end. <see cref="Wake"/> must follow.
    /// </summary>
    internal void BeginCut()
    {
        _ = Interlocked.Exchange(ref _cut, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_hasEnded)
        {
            EndCut();
        }
    }

    /// <summary>
    /// Ends the loop after the bytes that Kestrel has flushed so far, as many of them as the socket takes now. Its turn comes at once: the
    /// thread pool may be stuck.
    /// </summary>
    internal void BeginClose()
    {
        _isClosing = true;
        Interlocked.MemoryBarrier();
        Wake();
        _turn?.TakeFromPool();
        _turn?.TakeFromQueue();
    }

    /// <summary>The loop has ended.</summary>
    internal void EndCut()
    {
        _hasEnded = true;
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _cut)?.TrySetResult();
    }

    /// <summary>
    /// Kestrel waits for input. In HTTP/1.1 the response is complete: all its flushes are sent now. In HTTP/2 the responses to what Kestrel
    /// has read are still under way.
    /// </summary>
    internal void OnReaderWaiting(bool isHttp2)
    {
        _sentInTurn = 0;
        if (!isHttp2)
        {
            _turn?.TakeFromPool();
        }
    }

    /// <summary>Runs until Kestrel has completed the output and everything is sent.</summary>
    /// <returns>The error that ended the output; <see langword="null"/> for its ordinary end, and after an abort.</returns>
    /// <param name="discardsHead">True when the client has the first response head already.</param>
    internal async Task<Exception?> RunAsync(bool discardsHead)
    {
        if (discardsHead && !await TryDiscardHeadAsync())
        {
            return null;
        }

        var hasTurn = false;
        while (true)
        {
            // Before the read, which then returns everything that was flushed before.
            var (isClosing, isCut) = (_isClosing, IsCut);
            if (!isCut || !output.TryRead(out var result))
            {
                if (isCut)
                {
                    return null;
                }

                _isIdle = true;
                result = await output.ReadAsync();
                _isIdle = false;
            }

            if (connection.IsAborted || connection.DiscardsOutput)
            {
                return null;
            }

            var joins = queue.IsOpen && connection.MayJoinResponses;
            if (!hasTurn && !isClosing && WaitsForMore(result, joins))
            {
                output.AdvanceTo(result.Buffer.Start);
                await (joins ? Turn.JoinAsync() : Turn.WaitForPoolAsync(preferLocal: true));

                // All that has been flushed is sent now, also the beginning of another response.
                hasTurn = true;
                _isFirstFlush = false;
                continue;
            }

            hasTurn = false;
            var rest = result.Buffer;
            if (!rest.IsEmpty && !connection.TryBeginSend())
            {
                return null;
            }

            while (!rest.IsEmpty || connection.TrySendGoAway(ref rest))
            {
                var sent = socket.Send(rest, out var errno);
                if (sent >= 0)
                {
                    rest = rest.Slice(sent);
                    _sentInTurn += sent;
                    if (_sentInTurn >= BytesPerTurn && !_isClosing)
                    {
                        // Before AdvanceTo, so that Kestrel's flush waits as well and its thread is free.
                        _sentInTurn = 0;
                        await Turn.WaitForPoolAsync(preferLocal: false);
                    }
                }
                else if (errno == EAGAIN && !_isClosing)
                {
                    _sentInTurn = 0;
                    _isBlocked = true;
                    await WaitUntilWritableAsync();
                }
                else
                {
                    return errno == EAGAIN ? null : connection.DescribeError("send", errno);
                }

                if (connection.IsAborted)
                {
                    return null;
                }
            }

            output.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || isClosing)
            {
                return null;
            }

            if (_isBlocked)
            {
                _isBlocked = false;
                connection.OnWritten();
            }
        }
    }

    /// <summary>True when flushes of other connections are going to join this one, or others are likely to follow it.</summary>
    private bool WaitsForMore(in ReadResult flushed, bool joins)
    {
        if (flushed.IsCompleted || flushed.Buffer.IsEmpty)
        {
            return false;
        }

        if (joins || connection.FlushesInParts)
        {
            return true;
        }

        if (!_isFirstFlush)
        {
            return false;
        }

        _isFirstFlush = false;
        return connection.HasUnreadInput || MoreFollows(flushed.Buffer.FirstSpan);
    }

    /// <summary>
    /// True when the response has a body without a length: it is flushed at least twice, since its end is a chunk of its own, and mostly
    /// at once. Kestrel writes the header exactly so (HttpHeaders.Generated.cs); a false match costs one trip through the pool.
    /// </summary>
    /// <remarks>
    /// The loop then waits until Kestrel's next read, which follows the end of the response on the same thread, so that all goes in one
    /// packet; or until the pool's turn, when the application only flushes and continues.
    /// </remarks>
    private static bool MoreFollows(ReadOnlySpan<byte> response) =>
        response[..Math.Min(response.Length, LongestUsualHead)].IndexOf("\r\nTransfer-Encoding: chunked\r\n"u8) >= 0
        && !response.EndsWith("\r\n0\r\n\r\n"u8);

    /// <summary>Discards the response head of a replayed request.</summary>
    /// <returns>False when the response is another one, or the connection has ended or left before it.</returns>
    private async ValueTask<bool> TryDiscardHeadAsync()
    {
        while (true)
        {
            // As in the loop above: a cut ends it after everything that was flushed before.
            var isCut = IsCut;
            if (!isCut || !output.TryRead(out var result))
            {
                if (isCut)
                {
                    return false;
                }

                result = await output.ReadAsync();
            }

            if (connection.IsAborted)
            {
                return false;
            }

            var reader = new SequenceReader<byte>(result.Buffer);
            if (reader.TryReadTo(out ReadOnlySequence<byte> head, "\r\n\r\n"u8))
            {
                var bytes = head.ToArray();
                output.AdvanceTo(reader.Position);
                _isFirstFlush = false;
                return connection.AcceptsReplayedHead(bytes);
            }

            if (result.IsCompleted)
            {
                return connection.AcceptsReplayedHead(result.Buffer.ToArray());
            }

            output.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private ValueTask WaitUntilWritableAsync()
    {
        if (_writable is null)
        {
            // On the first full buffer only: most connections never fill one. The change reports the present state again, so that no
            // event is missed in between.
            Volatile.Write(ref _writable, new AsyncAutoResetEvent());
            connection.WatchWritable();
        }

        return _writable.WaitAsync();
    }
}
