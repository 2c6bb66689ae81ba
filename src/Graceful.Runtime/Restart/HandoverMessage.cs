using System.Text;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>
/// The messages between two generations: a type byte, followed for some types by text fields that are separated by zero bytes.
/// </summary>
/// <remarks>
/// A receiver ignores types and further fields that it does not know, so that a newer release can add some
/// (<see cref="ProtocolVersions"/>).
/// </remarks>
internal enum HandoverMessage : byte
{
    /// <summary>
    /// Successor, first message: its protocol versions. The kernel adds the pid, which may be the child of a wrapper script.
    /// </summary>
    Hello = (byte)'H',

    /// <summary>Predecessor: this successor started too late and must not serve.</summary>
    Dismissed = (byte)'D',

    /// <summary>Successor: every endpoint accepts.</summary>
    Ready = (byte)'R',

    /// <summary>Successor, before <see cref="Ready"/>: the key of a listener that it no longer serves.</summary>
    Unwanted = (byte)'U',

    /// <summary>Predecessor: a connection, by SCM_RIGHTS, with the key of the listener that accepted it.</summary>
    Connection = (byte)'C',

    /// <summary>Successor: serves the oldest unanswered connection from now on.</summary>
    Adopted = (byte)'A',

    /// <summary>Successor: cannot serve the oldest unanswered connection.</summary>
    Refused = (byte)'N',

    /// <summary>Predecessor: a restart was requested during this one; the successor carries it out.</summary>
    Restart = (byte)'S',

    /// <summary>Either side: the end that follows is in order, not a crash.</summary>
    Finished = (byte)'F',

    /// <summary>Successor that was told to stop: it ends now unless it is the last generation.</summary>
    Leaving = (byte)'L',

    /// <summary>
    /// Predecessor, answer to <see cref="Leaving"/>: it goes on. A predecessor that ends has sent <see cref="Finished"/>.
    /// </summary>
    GoingOn = (byte)'G',

    /// <summary>Predecessor, since version 2: requests an <see cref="Alive"/>.</summary>
    Ping = (byte)'P',

    /// <summary>Successor, since version 2: the answer to <see cref="Ping"/>.</summary>
    Alive = (byte)'V',

    /// <summary>Predecessor, since version 2: its single-generation services have stopped.</summary>
    ServicesStopped = (byte)'B',

    /// <summary>
    /// Predecessor, since version 3: a <see cref="Connection"/> in the middle of a long-lived request. The request
    /// (<see cref="Reentry"/>) follows the key.
    /// </summary>
    Reentry = (byte)'W',

    /// <summary>
    /// Successor, since version 5: the handler of a <see cref="Reentry"/> has taken the connection over, or the connection has ended.
    /// </summary>
    Resumed = (byte)'M',
}

internal static class HandoverMessages
{
    internal const int MaxLength = 512;

    /// <summary>The length of <see cref="HandoverMessage.Reentry"/>: type, key, separator and request.</summary>
    internal const int MaxReentryLength = MaxLength + Transport.Reentry.MaxLength;

    internal static byte[] Encode(this HandoverMessage message, string? field = null) =>
        field is null ? [(byte)message] : [(byte)message, .. Encoding.UTF8.GetBytes(field)];

    internal static byte[] EncodeReentry(string key, Reentry reentry) =>
        [(byte)HandoverMessage.Reentry, .. Encoding.UTF8.GetBytes(key), 0, .. reentry.Encode()];

    /// <summary>Returns the request of a <see cref="HandoverMessage.Reentry"/>; null when it is not valid.</summary>
    internal static Reentry? ReentryOf(ReadOnlySpan<byte> message) =>
        message.IndexOf((byte)0) is var end and >= 0 ? Transport.Reentry.TryDecode(message[(end + 1)..]) : null;

    /// <summary>Returns the first field; empty when there is none.</summary>
    internal static string FieldOf(ReadOnlySpan<byte> message)
    {
        var fields = message[1..];
        var end = fields.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? fields : fields[..end]);
    }
}
