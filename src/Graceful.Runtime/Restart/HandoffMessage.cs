using System.Text;

namespace Graceful.Restart;

/// <summary>The messages on the channel between two generations: one byte that says what, and for a connection the name of its listener.</summary>
internal enum HandoffMessage : byte
{
    /// <summary>Successor, first of all: the kernel says with it which process it is, who need not be the one that was started.</summary>
    Hello = (byte)'H',

    /// <summary>Predecessor: whoever reads this has come too late, and must not serve.</summary>
    Dismissed = (byte)'D',

    /// <summary>Successor: every endpoint accepts.</summary>
    Ready = (byte)'R',

    /// <summary>Successor, before <see cref="Ready"/>: what it does not serve any more, with the key of the listener.</summary>
    Unwanted = (byte)'U',

    /// <summary>Predecessor: a connection, by SCM_RIGHTS, with the key of the listener that accepted it.</summary>
    Connection = (byte)'C',

    /// <summary>Successor: the oldest connection that was not answered for is served here now.</summary>
    Adopted = (byte)'A',

    /// <summary>Successor: the oldest connection that was not answered for cannot be served here.</summary>
    Refused = (byte)'N',

    /// <summary>Predecessor: a restart was asked for while this one was under way; it is the successor's to carry out.</summary>
    Restart = (byte)'S',

    /// <summary>Either side: what follows is an end in good order, not a crash.</summary>
    Finished = (byte)'F',

    /// <summary>Successor that was told to stop: it ends now; is the predecessor still there, to be the last?</summary>
    Leaving = (byte)'L',

    /// <summary>Predecessor: it is. Otherwise it has said <see cref="Finished"/> before.</summary>
    GoingOn = (byte)'G',
}

internal static class HandoffMessages
{
    internal const int MaxLength = 512;

    internal static byte[] Encode(this HandoffMessage message, string? listener = null) =>
        listener is null ? [(byte)message] : [(byte)message, .. Encoding.UTF8.GetBytes(listener)];

    internal static string ListenerOf(ReadOnlySpan<byte> message) => Encoding.UTF8.GetString(message[1..]);
}
