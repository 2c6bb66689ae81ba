using System.Diagnostics;
using System.Globalization;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

// The description for the log, and the errors for the log and Kestrel.
internal sealed partial class HandoffConnection
{
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
        return new ConnectionReport(Listener.Key, RemoteEndPoint?.ToString(), request, since, ReasonToStay);
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

    private Exception LogUnexpected(Exception unexpected)
    {
        _transport.Log.ConnectionFailed(ConnectionId, unexpected);
        return unexpected;
    }
}
