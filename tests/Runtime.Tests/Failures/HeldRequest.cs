using System.Globalization;
using System.Net;
using Runtime.Tests.Processes.Raw;
using Runtime.Tests.Processes.Servers;

namespace Runtime.Tests.Failures;

/// <summary>
/// A request under way, which keeps the process that it has reached from leaving for as long as the test wants: an upload whose last
/// byte is still to come. What has come at once is enough for Kestrel's lowest data rate (240 bytes per second) for an hour.
/// </summary>
internal sealed class HeldRequest : IDisposable
{
    private const int Sent = 1_000_000;

    private readonly RawConnection _connection;

    private HeldRequest(RawConnection connection) => _connection = connection;

    internal RawConnection Connection => _connection;

    /// <summary>The client's port, by which the kernel knows whose connection it is.</summary>
    internal int Port => ((IPEndPoint)_connection.Local).Port;

    /// <summary>Returns when the server has read all that has been sent.</summary>
    internal static async Task<HeldRequest> BeginAsync(DemoProcess demo)
    {
        RawConnection connection = await RawConnection.ConnectAsync(demo.EndPoint);
        await connection.SendAsync(string.Create(
            CultureInfo.InvariantCulture, $"POST /process/upload HTTP/1.1\r\nHost: graceful.test\r\nContent-Length: {Sent + 1}\r\n\r\n"));
        await connection.SendAsync(new byte[Sent]);
        await connection.ExpectNoAnswerAsync();
        return new HeldRequest(connection);
    }

    /// <summary>Sends what is missing.</summary>
    internal async Task<RawResponse> AnswerAsync()
    {
        await _connection.SendAsync(new byte[1]);
        return await _connection.ReadResponseAsync();
    }

    /// <summary>The process that held it is dead.</summary>
    internal Task ExpectBrokenAsync() => _connection.ExpectBrokenAsync();

    public void Dispose() => _connection.Dispose();
}
