using System.Globalization;
using System.Net;
using Instruments.Raw;
using Instruments.Servers;

namespace Runtime.Tests.Failures;

/// <summary>
/// A request under way that keeps its process from exiting for as long as the test needs: an upload whose last byte is missing. The
/// bytes sent at once satisfy Kestrel's minimum data rate (240 bytes per second) for an hour.
/// </summary>
internal sealed class HeldRequest : IDisposable
{
    private const int Sent = 1_000_000;

    private readonly RawConnection _connection;

    private HeldRequest(RawConnection connection) => _connection = connection;

    internal RawConnection Connection => _connection;

    /// <summary>The client's port, which identifies the connection in the kernel's tables.</summary>
    internal int Port => ((IPEndPoint)_connection.Local).Port;

    /// <summary>Returns when the server has read all bytes sent.</summary>
    internal static Task<HeldRequest> BeginAsync(DemoProcess demo) => BeginAsync(demo.EndPoint);

    /// <inheritdoc cref="BeginAsync(DemoProcess)"/>
    internal static async Task<HeldRequest> BeginAsync(IPEndPoint server)
    {
        RawConnection connection = await RawConnection.ConnectAsync(server);
        await connection.SendAsync(string.Create(
            CultureInfo.InvariantCulture, $"POST /process/upload HTTP/1.1\r\nHost: graceful.test\r\nContent-Length: {Sent + 1}\r\n\r\n"));
        await connection.SendAsync(new byte[Sent]);
        await connection.ExpectNoAnswerAsync();
        return new HeldRequest(connection);
    }

    /// <summary>Sends the missing byte.</summary>
    internal async Task<RawResponse> AnswerAsync()
    {
        await _connection.SendAsync(new byte[1]);
        return await _connection.ReadResponseAsync();
    }

    /// <summary>Asserts that the connection ended with its process.</summary>
    internal Task ExpectBrokenAsync() => _connection.ExpectBrokenAsync();

    public void Dispose() => _connection.Dispose();
}
