using System.Net;
using System.Net.Sockets;
using Graceful.Posix;

namespace Graceful.Transport;

/// <summary>The path of a Unix socket, and the identity of the file that the socket created there.</summary>
/// <remarks>
/// Another process may remove or replace the file while the socket keeps listening. Only the socket's own file may be removed in the
/// end.
/// </remarks>
internal sealed class SocketPath
{
    private readonly FileIdentity? _file;

    private SocketPath(string name, FileIdentity? file) => (Name, _file) = (name, file);

    internal string Name { get; }

    /// <summary>Gets the identity for the successor; <see langword="null"/> when the file system does not provide one.</summary>
    internal FileIdentity? File => _file;

    internal bool IsMissing => _file is not null && FileIdentity.Of(Name) is null;

    /// <summary>True when another file has this path now.</summary>
    internal bool IsReplaced => _file is not null && FileIdentity.Of(Name) is { } found && found != _file;

    /// <summary>Returns the path of a socket, or <see langword="null"/> for TCP and the abstract namespace (unix(7)).</summary>
    /// <param name="address">The address of the socket.</param>
    /// <param name="known">The identity recorded by the predecessor; otherwise that of the present file.</param>
    internal static SocketPath? Of(EndPoint address, FileIdentity? known = null) =>
        address is UnixDomainSocketEndPoint && address.ToString() is ['/', ..] name ? new(name, known ?? FileIdentity.Of(name)) : null;

    /// <summary>
    /// Removes the file if it is the socket's own. The socket must still listen, so that no other process takes the file for a stale one.
    /// </summary>
    internal void Remove()
    {
        if (!IsReplaced)
        {
            _ = new PathName(Name).TryUnlink();
        }
    }

    /// <summary>
    /// Removes the file if it is the socket's own and no process listens on it: the file of another service may have its number by now.
    /// </summary>
    internal void RemoveIfStale()
    {
        if (!IsReplaced)
        {
            _ = TryRemoveStale(Name);
        }
    }

    /// <summary>Removes a stale socket file, left by a process that was killed: no process listens on it.</summary>
    /// <returns>True when there was one.</returns>
    internal static bool TryRemoveStale(string name)
    {
        if (FileIdentity.OfSocket(name) is not { } found)
        {
            return false;
        }

        try
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
            probe.Connect(new UnixDomainSocketEndPoint(name));
            return false;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // No process listens. Every other error (a full backlog, no permission, no descriptor) leaves it possible that one does.
        }
        catch (SocketException)
        {
            return false;
        }

        return FileIdentity.OfSocket(name) == found && new PathName(name).TryUnlink();
    }
}
