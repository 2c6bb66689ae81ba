using System.Diagnostics;
using System.Net;
using Runtime.Tests.Processes.Raw;
using Runtime.Tests.Processes.Servers;

namespace Runtime.Tests.Failures;

/// <summary>A request under way, which keeps the process that it has reached from leaving.</summary>
internal sealed class SlowRequest : IDisposable
{
    private readonly long _beganAt = Stopwatch.GetTimestamp();
    private readonly TimeSpan _length;
    private Task<RawResponse>? _response;

    private SlowRequest(RawConnection connection, TimeSpan length) => (Connection, _length) = (connection, length);

    internal RawConnection Connection { get; }

    /// <summary>The client's port, by which the kernel knows whose connection it is.</summary>
    internal int Port => ((IPEndPoint)Connection.Local).Port;

    /// <summary>By the clock of this process: the server's may have begun a little later, never earlier.</summary>
    internal bool IsAnswered => Stopwatch.GetElapsedTime(_beganAt) >= _length;

    internal TimeSpan Left => _length - Stopwatch.GetElapsedTime(_beganAt);

    /// <summary>Returns when the server has read the request.</summary>
    internal static async Task<SlowRequest> BeginAsync(DemoProcess demo, int milliseconds)
    {
        RawConnection connection = await RawConnection.ConnectAsync(demo.EndPoint);
        var request = new SlowRequest(connection, TimeSpan.FromMilliseconds(milliseconds));
        await connection.SendAsync($"GET /process/slow?ms={milliseconds} HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await connection.ExpectNoAnswerAsync();
        return request;
    }

    internal Task<RawResponse> ResponseAsync() => _response ??= Connection.ReadResponseAsync();

    /// <summary>The process that held it is dead.</summary>
    internal Task ExpectBrokenAsync() => Connection.ExpectBrokenAsync();

    public void Dispose() => Connection.Dispose();
}
