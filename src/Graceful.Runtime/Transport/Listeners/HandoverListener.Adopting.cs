using System.Net;
using Graceful.Posix;

namespace Graceful.Transport;

// Serves connections that another process, or this one, accepted earlier.
internal sealed partial class HandoverListener
{
    /// <summary>Serves a connection that the predecessor, or this process, accepted earlier.</summary>
    internal void Adopt(int fd, bool mayLeave = true, Reentry? replay = null)
    {
        HandoverConnection connection;
        try
        {
            connection = Admit(fd, mayLeave, replay);
        }
        catch (ObjectDisposedException)
        {
            // Returned by a successor that died after this process's own host had stopped: Kestrel no longer runs.
            Descriptor.Close(fd);
            return;
        }

        Serve(connection);
    }

    /// <summary>Adds a connection to the gate, so that a drain includes it. <see cref="Serve"/> must follow.</summary>
    internal HandoverConnection Admit(int fd, bool mayLeave = true, Reentry? replay = null) =>
        Admit(fd, SocketName.Remote(fd), mayLeave, replay);

    internal void Serve(HandoverConnection connection)
    {
        if (!_accepted.Writer.TryWrite(connection))
        {
            // Unbound meanwhile: Kestrel does not accept any more.
            _ = connection.DisposeAsync().AsTask();
        }
    }

    /// <summary>
    /// True when a connection of the predecessor can be served. The endpoint may speak TLS in this version: it would take the next request
    /// of a plaintext connection for a handshake.
    /// </summary>
    /// <remarks>TLS connections do not move once they have sent a byte, so that one whose bytes have been read is plaintext.</remarks>
    internal bool CanAdopt(int fd)
    {
        if (SocketStatistics.BytesRead(fd) == 0 || !EndpointScheme.IsHttps(_table.ServerAddresses(), EndPoint))
        {
            return true;
        }

        if (!_hasRefused)
        {
            _hasRefused = true;
            _transport.Log.EndpointSpeaksTls(Key);
        }

        return false;
    }
}
