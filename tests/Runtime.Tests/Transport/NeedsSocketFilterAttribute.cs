using System.Net;
using System.Net.Sockets;
using Graceful.Posix;

namespace Runtime.Tests.Transport;

/// <summary>
/// A test of a removed listener that finishes the handshakes which have begun. Skipped, with the reason, where the kernel refuses the
/// filter for it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsSocketFilterAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(FindReason);

    public NeedsSocketFilterAttribute() => Skip = Reason.Value;

    private static string? FindReason()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return SynFilter.TryAttach((int)socket.Handle) ? null : "The kernel lets this user attach no socket filter (SO_ATTACH_FILTER)";
    }
}
