using System.Net;
using System.Net.Sockets;
using Graceful.Posix;

namespace Graceful.Transport;

/// <summary>Where clients find a Unix socket, and which file it was that the socket made there.</summary>
/// <remarks>
/// The socket does not know it: somebody may remove the file, or put another in its place, and it listens on. What is removed in
/// the end must be its own.
/// </remarks>
internal sealed class SocketPath
{
    private readonly FileIdentity? _file;

    private SocketPath(string name, FileIdentity? file) => (Name, _file) = (name, file);

    internal string Name { get; }

    /// <summary>What a successor is told; <see langword="null"/> where this system cannot tell.</summary>
    internal FileIdentity? File => _file;

    internal bool IsMissing => _file is not null && FileIdentity.Of(Name) is null;

    /// <summary>Somebody else's file is there now.</summary>
    internal bool IsReplaced => _file is not null && FileIdentity.Of(Name) is { } found && found != _file;

    /// <param name="address">Of the socket.</param>
    /// <param name="known">What a predecessor has said about it; otherwise it is what is there now.</param>
    /// <returns><see langword="null"/> for a socket without a path: TCP, or in the abstract namespace (unix(7)).</returns>
    internal static SocketPath? Of(EndPoint address, FileIdentity? known = null) =>
        address is UnixDomainSocketEndPoint && address.ToString() is ['/', ..] name ? new(name, known ?? FileIdentity.Of(name)) : null;

    /// <summary>Removes the file, if it is the socket's own. While the socket listens still: nobody can take it for a stale one meanwhile.</summary>
    internal void Remove()
    {
        if (!IsReplaced)
        {
            _ = Libc.unlink(Name);
        }
    }

    /// <summary>Removes what a process has left that did not live to do so: a socket file on which nobody listens.</summary>
    /// <returns>Whether there was one.</returns>
    internal static bool TryRemoveStale(string name)
    {
        if (FileIdentity.OfSocket(name) is not { } found)
        {
            return false;
        }

        using (var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false })
        {
            try
            {
                probe.Connect(new UnixDomainSocketEndPoint(name));
                return false;
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
            {
                // Nobody listens. Whatever else it may be, a full backlog or a lack of permission, says that somebody might.
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return FileIdentity.OfSocket(name) == found && Libc.unlink(name) == 0;
    }
}
