using System.IO.Pipelines;
using Graceful.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.LongLived;

/// <summary>
/// The response body of a request that may move. Writes pass to Kestrel unchanged until the connection has moved; then they fail.
/// </summary>
internal sealed class EventStreamBody(
    HttpContext context,
    IHttpResponseBodyFeature inner,
    EventStreamRequest request,
    IRequestBoundaryFeature connection) : IHttpResponseBodyFeature
{
    /// <summary>RequestAborted follows a move at once, unless a callback of MovedOn waits for the write.</summary>
    private static readonly TimeSpan AbortLimit = TimeSpan.FromSeconds(1);

    private bool _hasLostBytes;
    private EventStreamOutput? _stream;
    private EventStreamWriter? _writer;

    public Stream Stream => _stream ??= new EventStreamOutput(inner.Stream, this);

    public PipeWriter Writer => _writer ??= new EventStreamWriter(inner.Writer, this);

    /// <remarks>
    /// <c>TypedResults.ServerSentEvents</c> calls this before it waits for the first event. The application has chosen its response, and
    /// the client has received nothing of it from this process: the request may move.
    /// </remarks>
    public void DisableBuffering()
    {
        inner.DisableBuffering();
        if (!context.Response.HasStarted && ResponseHead.IsEventStream(context.Response)
            && request.TryAnnounce(connection.Replay?.Response ?? Reentry.Unanswered))
        {
            connection.BeginStream();
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (!TryBegin([]))
        {
            await FailAsync();
        }

        try
        {
            // The head is sent with the first flush.
            await inner.StartAsync(cancellationToken);
        }
        finally
        {
            request.EndWrite();
        }
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public async Task CompleteAsync()
    {
        if (!TryEndRequest())
        {
            await FailAsync();
        }

        await inner.CompleteAsync();
    }

    /// <summary>The application completes the response: it does not move any more.</summary>
    /// <returns>False when it has moved.</returns>
    internal bool TryEndRequest()
    {
        request.End();
        return !request.HasLeft;
    }

    /// <summary>Begins a write; one of the three ends must follow.</summary>
    /// <returns>False when the connection has moved: <see cref="FailAsync"/>.</returns>
    internal bool TryBegin(ReadOnlySpan<byte> bytes)
    {
        if (request.TryBeginWrite())
        {
            request.CountOutput(bytes);
            return true;
        }

        // After its end the request is an ordinary one.
        return !request.HasLeft;
    }

    /// <summary>The bytes wait for a flush.</summary>
    internal void EndUnflushed() => request.EndWrite();

    internal void EndFlushed()
    {
        if (request.IsWriting)
        {
            request.NoteFlush(context.Response);
            request.EndWrite();
            connection.OnWritten();
        }
    }

    internal void EndFailed()
    {
        request.NoteFailure();
        request.EndWrite();
    }

    /// <summary>The connection has moved, and the bytes that follow will not be sent.</summary>
    internal void NoteLostBytes() => _hasLostBytes = true;

    /// <summary>
    /// Ends a flush after the move. It succeeds when every write before it has: the client has their bytes, and the application must not
    /// take its event for lost.
    /// </summary>
    internal Task EndMovedFlushAsync() => _hasLostBytes ? FailAsync() : Task.CompletedTask;

    /// <inheritdoc cref="EndMovedFlushAsync"/>
    internal void EndMovedFlush()
    {
        if (_hasLostBytes)
        {
            Fail();
        }
    }

    /// <summary>Fails as for a client that has gone: Kestrel does not report that once the request is aborted.</summary>
    internal async Task FailAsync()
    {
        _hasLostBytes = true;
        await Task.Delay(AbortLimit, context.RequestAborted);
        throw Moved();
    }

    internal void Fail()
    {
        _hasLostBytes = true;
        _ = context.RequestAborted.WaitHandle.WaitOne(AbortLimit);
        throw Moved();
    }

    private static IOException Moved() => new("The client has moved to the new process.");
}
