using Graceful.Transport;
using Microsoft.AspNetCore.Http;

namespace Graceful.LongLived;

/// <summary>A response of server-sent events that moves between two events. It reads the events that the application writes.</summary>
internal sealed class EventStreamRequest(RequestSnapshot request, byte[]? state) : LongLivedRequest(state)
{
    private const string CannotTell = "the application wrote at the same time from two threads, or a write failed";

    // Written within the gate.
    private EventStreamParser _events;
    private bool _isAnnounced;
    private bool _hasStarted;
    private bool _hasUnflushed;
    private bool _isUnknown;

    /// <summary>False: bytes that the client sends meanwhile wait in the kernel, and move with the socket.</summary>
    internal override bool ReadsInput => false;

    internal override bool IsInputWhole => true;

    /// <remarks>Before the first flush nothing may have been written, not even the head.</remarks>
    internal override bool IsOutputWhole =>
        (_hasStarted || _isAnnounced) && !_hasUnflushed && !_isUnknown && !HasOverlappingWrites && _events.IsBetweenEvents;

    internal override long BytesToBoundary => long.MaxValue;

    internal override string? Activity =>
        _events.HasByteOrderMark ? "its event stream begins with a byte order mark"
        : _events.HasLongId ? $"an event id is longer than {EventStreamParser.MaxIdLength} bytes"
        : _isUnknown || HasOverlappingWrites ? CannotTell
        : _hasUnflushed ? "the application had written without a flush"
        : !_events.IsBetweenEvents ? "an event was not complete"
        : "the client had not received the last event, or had sent another request";

    protected override byte[] RequestHead => request.ToHead(_events.LastId);

    internal override bool IsTakenBy(IConnectionSink successor) =>
        Response is Reentry.Unanswered ? successor.TakesUnansweredRequests : successor.TakesEventStreams;

    /// <summary>The response will be a stream of events. This process has sent nothing of it yet.</summary>
    /// <param name="response">The description of the response that the client knows.</param>
    /// <returns>False when the request has moved or has ended.</returns>
    internal bool TryAnnounce(string response)
    {
        if (!TryBeginWrite())
        {
            return false;
        }

        Response ??= response;
        _isAnnounced = true;
        EndWrite();
        return true;
    }

    internal void CountOutput(ReadOnlySpan<byte> bytes)
    {
        _hasUnflushed = true;
        _events.Read(bytes);
    }

    /// <summary>Everything that was written has reached the transport.</summary>
    internal void NoteFlush(HttpResponse response)
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            Obstacle ??= ResponseHead.ObstacleOfEvents(response);
        }

        _hasUnflushed = false;
    }

    /// <summary>A write has failed: how much of it the client receives is not known.</summary>
    internal void NoteFailure() => _isUnknown = true;

    /// <summary>The end of a chunked response would announce a complete stream: the connection is closed without one.</summary>
    internal override bool WriteClose(bool restarts) => false;
}
