using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Transport;

/// <summary>All listeners of the process: those inherited and not yet asked for, and those that Kestrel uses.</summary>
internal sealed class ListenerTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ListeningSocket> _inherited = [];
    private readonly Dictionary<string, HandoffListener> _active = [];
    private readonly HandoffTransport _transport;
    private readonly IOptions<SocketTransportOptions> _options;
    private volatile bool _mayAccept;

    public ListenerTable(HandoffTransport transport, IOptions<SocketTransportOptions> options, IReadOnlyDictionary<string, int> inherited)
    {
        _transport = transport;
        _options = options;
        _mayAccept = inherited.Count == 0;
        foreach (var (key, fd) in inherited)
        {
            _inherited.Add(key, ListeningSocket.Inherit(key, fd));
        }
    }

    /// <summary>
    /// Another generation listens on the same sockets: a successor that took over, or a predecessor that has not gone yet, and goes
    /// on alone when this process fails. The paths of Unix sockets are left to it.
    /// </summary>
    internal bool AreShared { get; set; }

    /// <summary>
    /// False until this process is ready, where others listen on the same sockets and serve meanwhile: its start may still fail, at
    /// the second endpoint say, and would take along what it had accepted at the first.
    /// </summary>
    internal bool MayAccept => _mayAccept;

    internal IReadOnlyList<HandoffListener> Active
    {
        get
        {
            lock (_lock)
            {
                return [.. _active.Values];
            }
        }
    }

    internal HandoffListener? Find(string key)
    {
        lock (_lock)
        {
            return _active.GetValueOrDefault(key);
        }
    }

    /// <summary>Listens on an endpoint: with the socket that was inherited for it, or with a new one.</summary>
    internal HandoffListener Open(EndPoint endpoint)
    {
        lock (_lock)
        {
            var key = UnusedKey(ListenerKey.Of(endpoint));
            var socket = Claim(key, endpoint) ?? Create(key, endpoint);
            _transport.Log.Listening(key, socket.Fd, socket.IsInherited);
            var listener = new HandoffListener(this, _transport, socket);
            _active.Add(key, listener);
            return listener;
        }
    }

    /// <summary>This process is ready: every endpoint is bound, and nothing of its start can fail any more.</summary>
    internal void BeginAccepting()
    {
        _mayAccept = true;
        foreach (var listener in Active)
        {
            listener.BeginAccepting();
        }
    }

    /// <summary>Closes what was inherited and is no longer wanted.</summary>
    internal void CloseUnclaimed()
    {
        lock (_lock)
        {
            foreach (var socket in _inherited.Values)
            {
                _transport.Log.InheritedListenerUnused(socket.Key, socket.Fd);
                socket.Close();
            }

            _inherited.Clear();
        }
    }

    internal void Remove(ListeningSocket socket)
    {
        lock (_lock)
        {
            _active.Remove(socket.Key);
            socket.Close();
            if (!AreShared && socket.EndPoint is UnixDomainSocketEndPoint && socket.EndPoint.ToString() is ['/', ..] path)
            {
                _ = Libc.unlink(path);
            }
        }
    }

    /// <summary>Two endpoints may ask for the same: port 0 twice, say. The order in which they are bound tells them apart.</summary>
    private string UnusedKey(string key)
    {
        var unused = key;
        for (var n = 2; _active.ContainsKey(unused); n++)
        {
            unused = $"{key}#{n}";
        }

        return unused;
    }

    private ListeningSocket? Claim(string key, EndPoint endpoint)
    {
        if (!_inherited.Remove(key, out var socket))
        {
            return null;
        }

        if (!socket.Serves(endpoint))
        {
            throw new InvalidOperationException(
                $"The inherited descriptor {socket.Fd} for the endpoint {key} is bound to {socket.EndPoint}; refusing to start. "
                + "Check what sets GRACEFUL_LISTENERS.");
        }

        return socket;
    }

    private ListeningSocket Create(string key, EndPoint endpoint) => endpoint is FileHandleEndPoint handle
        ? ListeningSocket.Inherit(key, (int)handle.FileHandle)
        : ListeningSocket.Bind(key, endpoint, _options.Value);
}
