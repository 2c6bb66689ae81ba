using System.Text;
using Graceful.Logging;

namespace Graceful.Transport;

/// <summary>The state of a replayed request, until the connection serves ordinary requests.</summary>
internal enum ReplayPhase
{
    /// <summary>The response is not known yet. The application runs the request, or Kestrel has yet to parse its head.</summary>
    Replaying,

    /// <summary>The response is the one that the client has. The application runs the request.</summary>
    Confirmed,

    /// <summary>The application has finished the request and not started its response: Kestrel starts it now.</summary>
    HandlerReturned,

    /// <summary>The response is the one that the client has, and the application has finished the request.</summary>
    Ended,
}

/// <summary>
/// A request that moved to this process while it ran: its head is replayed, and its second response must be the one that the client has.
/// Lock-free, and without I/O.
/// </summary>
/// <remarks>
/// The application's threads change the phase. The receive loop, the send loop and the threads that hand the connection over read it.
/// There is no phase for a rejected replay: it closes the connection, which <see cref="ConnectionPhase.Closing"/> records.
/// </remarks>
internal sealed class RequestReplay(Reentry request)
{
    private volatile ReplayPhase _phase;

    // Set before the connection is served. Exchanged by each thread that calls it.
    private Action? _whenResumed;

    internal Reentry Request => request;

    internal ReplayPhase Phase => _phase;

    /// <summary>Gets the request while its response is not known; null afterwards.</summary>
    internal Reentry? Unconfirmed => _phase is ReplayPhase.Replaying or ReplayPhase.HandlerReturned ? request : null;

    /// <summary>True while nothing may follow the head: it continues a response, and may be answered in another way.</summary>
    internal bool HoldsInput => Unconfirmed is { IsUnanswered: false };

    /// <summary>True until the application has finished the request.</summary>
    internal bool IsRunning => _phase is ReplayPhase.Replaying or ReplayPhase.Confirmed;

    /// <summary>The response is the one that the client has.</summary>
    internal void Confirm()
    {
        // The application may write on one thread while its handler returns on another. HandlerReturned has one next phase.
        if (Interlocked.CompareExchange(ref _phase, ReplayPhase.Confirmed, ReplayPhase.Replaying) == ReplayPhase.HandlerReturned)
        {
            _phase = ReplayPhase.Ended;
        }
    }

    /// <summary>The application has finished the request. Without effect for the requests that follow.</summary>
    internal void End()
    {
        if (Interlocked.CompareExchange(ref _phase, ReplayPhase.HandlerReturned, ReplayPhase.Replaying) == ReplayPhase.Confirmed)
        {
            _phase = ReplayPhase.Ended;
        }
    }

    /// <summary>Sets what <see cref="Resume"/> calls. Called before the connection is served.</summary>
    internal void OnResumed(Action action) => _whenResumed = action;

    /// <summary>The application has taken the request over, or the connection has ended: reports it once.</summary>
    internal void Resume() => Interlocked.Exchange(ref _whenResumed, null)?.Invoke();

    /// <summary>Compares the head of the second response with the response that the client has, as far as the head shows it.</summary>
    /// <returns>The difference, for the log; null without one.</returns>
    internal string? FindDifference(ReadOnlySpan<byte> head)
    {
        // Kestrel writes the header exactly so (HttpHeaders.Generated.cs).
        var isSame = request.IsEventStream
            ? Unconfirmed is null && head.StartsWith("HTTP/1.1 200 "u8) && head.IndexOf("\r\nTransfer-Encoding: chunked"u8) >= 0
            : head.StartsWith("HTTP/1.1 101 "u8);
        if (isSame)
        {
            return null;
        }

        var lineEnd = head.IndexOfAny((byte)'\r', (byte)'\n');
        var status = Encoding.ASCII.GetString(lineEnd < 0 ? head : head[..lineEnd]);
        return status.Length == 0 ? "the request was not answered" : $"the response began with '{LogText.Escape(status)}'";
    }
}
