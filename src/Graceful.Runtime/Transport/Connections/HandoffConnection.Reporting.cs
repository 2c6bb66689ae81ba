using System.Diagnostics;
using System.Globalization;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

// The description for the log, and the errors for the log and Kestrel.
internal sealed partial class HandoffConnection
{
    /// <summary>Gets the reason why a request that may move has not moved in this drain; null for other requests.</summary>
    private (StayReason Reason, string? Text)? ReasonToStay
    {
        get
        {
            if (_transport.Drain?.Successor is not { } successor || _move is not { Latest: { Response: not null } request } move)
            {
                return null;
            }

            return move.Left is not null ? (StayReason.HandlerRuns, "its handler has not ended")
                : !request.IsTakenBy(successor) ? (StayReason.OlderSuccessor, "the new process has an older version of Graceful")
                : (Pins & PinReasons.SentBack) != 0 ? (StayReason.Refused, "the new process refused it")
                : request.Obstacle is { } obstacle ? (StayReason.Protocol, obstacle)
                : Pins != PinReasons.None || HasItems ? (StayReason.Pinned, "the connection has state in this process")
                : (StayReason.NoBoundary, request.Activity);
        }
    }

    /// <summary>Describes the connection for the log. Requests go on meanwhile, so that a description may mix two of them.</summary>
    internal ConnectionReport Describe()
    {
        var streams = IsHttp2 ? _state.Requests : 0;
        var request = _method is null ? null : $"{_method} {_path}";
        if (streams > 1)
        {
            request = string.Create(CultureInfo.InvariantCulture, $"{streams} streams of HTTP/2, the latest {request}");
        }

        TimeSpan? since = RequestsUnderWay > 0 ? Stopwatch.GetElapsedTime(_begunAt) : null;
        return new ConnectionReport(Listener.Key, RemoteEndPoint?.ToString(), request, since, ReasonToStay?.Text);
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

    /// <summary>Reports the end of a long-lived request in this process to the metrics.</summary>
    private void Report(LongLivedOutcome outcome, StayReason? reason = null)
    {
        var isEventStream = _move?.Latest is { } request ? !request.ReadsInput : _replay?.Request.IsEventStream;
        if (isEventStream is { } kind)
        {
            _transport.LongLivedEnded?.Invoke(new LongLivedEnd(outcome, kind, reason));
        }
    }

    private Exception LogUnexpected(Exception unexpected)
    {
        _transport.Log.ConnectionFailed(ConnectionId, unexpected);
        return unexpected;
    }
}
