using System.Net;
using System.Net.Sockets;
using Instruments.Raw;
using Instruments.Servers;

namespace Runtime.Tests.Sockets;

internal static class Refusal
{
    /// <summary>
    /// Returns when a connection is refused. A server closes a listener only after it has served its backlog, and logs before that.
    /// </summary>
    internal static async Task OfAsync(EndPoint endPoint)
    {
        SocketError? refusal = null;
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    (await RawConnection.ConnectAsync(endPoint)).Dispose();
                }
                catch (SocketException refused)
                    when (refused.SocketErrorCode is not (SocketError.WouldBlock or SocketError.ConnectionReset))
                {
                    refusal = refused.SocketErrorCode;
                }
                catch (SocketException)
                {
                    // A Unix socket with a full backlog (connect(2), EAGAIN): it is not closed yet, and accepting is too slow. Or a
                    // listener that was closed in the middle of this connection's handshake.
                }

                return refusal is not null;
            },
            () => Task.FromResult($"{endPoint} to be closed"));

        // The path of a Unix socket does not exist (ENOENT).
        Assert.Contains(refusal!.Value, (SocketError[])[SocketError.ConnectionRefused, SocketError.AddressNotAvailable]);
    }
}
