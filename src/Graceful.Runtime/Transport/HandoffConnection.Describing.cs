using System.Diagnostics;
using System.Globalization;

namespace Graceful.Transport;

// What an operator is told of a connection. Written by each request, so it costs next to nothing; read by another thread while
// requests go on, so a report may mix two of them.
internal sealed partial class HandoffConnection
{
    private string? _method;
    private string? _path;
    private long _begunAt;
    private int _streams;

    internal int RequestsUnderWay => _isHttp2 ? Volatile.Read(ref _streams) : _inApplication ? 1 : 0;

    internal ConnectionReport Describe()
    {
        var streams = Volatile.Read(ref _streams);
        var request = _method is null ? null : $"{_method} {_path}";
        if (streams > 1)
        {
            request = string.Create(CultureInfo.InvariantCulture, $"{streams} streams of HTTP/2, the latest {request}");
        }

        TimeSpan? since = RequestsUnderWay > 0 ? Stopwatch.GetElapsedTime(_begunAt) : null;
        return new ConnectionReport(Listener.Key, RemoteEndPoint?.ToString(), request, since);
    }

    private void NoteRequest(bool isHttp2, string method, string? path)
    {
        _path = path;
        Volatile.Write(ref _method, method);
        _begunAt = Stopwatch.GetTimestamp();
        if (isHttp2)
        {
            Interlocked.Increment(ref _streams);
        }
    }

    private void NoteEnd()
    {
        if (_isHttp2)
        {
            Interlocked.Decrement(ref _streams);
        }
    }
}
