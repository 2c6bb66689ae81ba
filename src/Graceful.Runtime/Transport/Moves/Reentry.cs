using System.Buffers.Binary;
using System.Text;

namespace Graceful.Transport;

/// <summary>
/// A request that goes on in another process: the successor replays its head, and discards the head of the second response
/// when the client has one already.
/// </summary>
/// <param name="RequestHead">The head of the request, as the application received it.</param>
/// <param name="Response">
/// A description of the response head that the client has; the second response must have the same. <see cref="Unanswered"/> without one.
/// </param>
/// <param name="State">The application's state, which <see cref="IConnectionMove.SetState"/> has set; null without.</param>
internal sealed record Reentry(byte[] RequestHead, string Response, byte[]? State)
{
    /// <summary>The limit for all parts together. One packet of the channel carries them, and its buffer is 208 KiB by default.</summary>
    internal const int MaxLength = 96 * 1024;

    /// <summary>The description of a response of which the client has received nothing: it receives the second response.</summary>
    internal const string Unanswered = "";

    private const int None = -1;

    /// <summary>True for server-sent events, false for a WebSocket, whose response switches protocols.</summary>
    internal bool IsEventStream => !Response.StartsWith("101,", StringComparison.Ordinal);

    /// <summary>True when the client has no response head yet.</summary>
    internal bool IsUnanswered => Response is Unanswered;

    internal byte[] Encode()
    {
        var response = Encoding.UTF8.GetBytes(Response);
        var bytes = new byte[(3 * sizeof(int)) + RequestHead.Length + response.Length + (State?.Length ?? 0)];
        _ = Write(Write(Write(bytes, RequestHead), response), State);
        return bytes;
    }

    /// <returns>Null when the bytes are not complete. Further parts, of a later release, are ignored.</returns>
    internal static Reentry? TryDecode(ReadOnlySpan<byte> bytes) =>
        TryRead(ref bytes, out var head) && TryRead(ref bytes, out var response) && TryRead(ref bytes, out var state)
        && head is { Length: > 0 } && response is not null
            ? new Reentry(head, Encoding.UTF8.GetString(response), state)
            : null;

    private static Span<byte> Write(Span<byte> bytes, byte[]? part)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, part?.Length ?? None);
        part?.CopyTo(bytes[sizeof(int)..]);
        return bytes[(sizeof(int) + (part?.Length ?? 0))..];
    }

    private static bool TryRead(ref ReadOnlySpan<byte> bytes, out byte[]? part)
    {
        part = null;
        if (!BinaryPrimitives.TryReadInt32LittleEndian(bytes, out var length) || length < None || length > bytes.Length - sizeof(int))
        {
            return false;
        }

        bytes = bytes[sizeof(int)..];
        if (length != None)
        {
            part = bytes[..length].ToArray();
            bytes = bytes[length..];
        }

        return true;
    }
}
