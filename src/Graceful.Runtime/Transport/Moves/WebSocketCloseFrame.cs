namespace Graceful.Transport;

/// <summary>The close frames of a server, without a mask (RFC 6455, 5.5.1): the opcode, the length, the status code.</summary>
internal static class WebSocketCloseFrame
{
    /// <summary>Code 1012, service restart: the client may connect again at once.</summary>
    internal static readonly ReadOnlyMemory<byte> ServiceRestart = new byte[] { 0x88, 0x02, 0x03, 0xF4 };

    /// <summary>Code 1001, going away: the service stops.</summary>
    internal static readonly ReadOnlyMemory<byte> GoingAway = new byte[] { 0x88, 0x02, 0x03, 0xE9 };
}
