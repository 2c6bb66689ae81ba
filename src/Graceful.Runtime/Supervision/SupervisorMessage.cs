using System.Globalization;
using System.Text;

namespace Graceful.Supervision;

/// <summary>The messages that workers send to their master: one byte for the kind, then text.</summary>
/// <remarks>
/// All workers share one end of a SOCK_SEQPACKET pair. The kernel adds the sender's process id (SO_PASSCRED, unix(7)), so a worker
/// cannot speak for another one. Kinds that the master does not know are ignored: the worker may be newer.
/// </remarks>
internal enum SupervisorMessage : byte
{
    /// <summary>
    /// The worker starts, and its signal handlers are installed. Text: its generation, its protocol version, and 1 when it sends
    /// heartbeats.
    /// </summary>
    Hello = (byte)'H',

    /// <summary>
    /// A listening socket of the worker, by SCM_RIGHTS, sent before <see cref="Ready"/>, and when a worker that serves has bound one: of an
    /// endpoint that it has taken back, or that its configuration has now. Text: see <see cref="WorkerSocket"/>.
    /// </summary>
    Socket = (byte)'S',

    /// <summary>The worker serves, and does not have an endpoint any more. Text: the key of its listener.</summary>
    SocketClosed = (byte)'C',

    /// <summary>Every endpoint of the worker is bound, and its start can no longer fail.</summary>
    Ready = (byte)'R',

    /// <summary>The worker has started and has no endpoint: it never serves, and has nothing to hand over.</summary>
    Unbound = (byte)'N',

    /// <summary>The worker starts a successor.</summary>
    RestartBegins = (byte)'B',

    /// <summary>The successor failed before it was ready; the worker serves as before. Text: the reason.</summary>
    RestartFailed = (byte)'F',

    /// <summary>The successor serves; the worker drains. Text: the successor's process id.</summary>
    HandedOver = (byte)'O',

    /// <summary>The successor died while the worker drained; the worker serves again. Text: the reason.</summary>
    TookBack = (byte)'T',

    /// <summary>The worker stops for good: its exit is not a crash.</summary>
    Stopping = (byte)'E',

    /// <summary>The worker's event loops and its lifecycle thread respond.</summary>
    Heartbeat = (byte)'P',

    /// <summary>
    /// The worker's own probation is over, and with it the heartbeats announced in <see cref="Hello"/>. Further ones are for the watchdog.
    /// </summary>
    HeartbeatsEnd = (byte)'Q',

    /// <summary>The worker's health checks report unhealthy. Text: the failed checks.</summary>
    Unhealthy = (byte)'U',
}

internal static class SupervisorMessages
{
    /// <summary>
    /// The version of the messages and of <see cref="MasterState"/>. A worker reports the version that its program implements.
    /// </summary>
    internal const int Version = 2;

    /// <summary>The first version whose programs can be checked before the master becomes one of them.</summary>
    internal const int FirstWithCheck = 2;

    internal const int MaxLength = 1024;

    internal static byte[] Encode(this SupervisorMessage message, string text = "")
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)message, .. bytes.AsSpan(0, Math.Min(bytes.Length, MaxLength - 1))];
    }

    internal static string TextOf(ReadOnlySpan<byte> message) => Encoding.UTF8.GetString(message[1..]);

    /// <returns>The text of <see cref="SupervisorMessage.Hello"/>.</returns>
    internal static string DescribeHello(int generation, bool sendsHeartbeats) =>
        string.Create(CultureInfo.InvariantCulture, $"{generation};{Version};{(sendsHeartbeats ? 1 : 0)}");

    /// <summary>Reads the text of <see cref="SupervisorMessage.Hello"/>.</summary>
    /// <returns>False when the text has another form; a newer version may have appended fields.</returns>
    internal static bool TryParseHello(string text, out int generation, out int version, out bool sendsHeartbeats)
    {
        (generation, version, sendsHeartbeats) = (0, 0, false);
        if (text.Split(';') is not [var first, var second, .. var rest])
        {
            return false;
        }

        sendsHeartbeats = rest is ["1", ..];
        return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out generation)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
