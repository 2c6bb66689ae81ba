using System.Net;
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
    private readonly ActivatedSockets _activated;
    private readonly List<string> _unwanted = [];
    private readonly Dictionary<string, string> _formerKeys = [];
    private readonly List<ListeningSocket> _besideOthers = [];
    private volatile bool _mayAccept;

    /// <param name="transport">Serves what is accepted.</param>
    /// <param name="options">How new sockets are made.</param>
    /// <param name="inherited">Sockets by the key of their listener, from a predecessor or out of a store.</param>
    /// <param name="managed">Those of them that a service manager has too.</param>
    /// <param name="activated">Sockets from a service manager, which go by their addresses.</param>
    /// <param name="files">Which files are behind the paths of inherited Unix sockets, by descriptor.</param>
    public ListenerTable(
        HandoffTransport transport,
        IOptions<SocketTransportOptions> options,
        IReadOnlyDictionary<string, int> inherited,
        IReadOnlySet<int>? managed = null,
        IEnumerable<PassedDescriptor>? activated = null,
        IReadOnlyDictionary<int, FileIdentity>? files = null)
    {
        _transport = transport;
        _options = options;
        _mayAccept = inherited.Count == 0;
        foreach (var (key, fd) in inherited)
        {
            _inherited.Add(key, ListeningSocket.Inherit(
                key,
                fd,
                managed?.Contains(fd) == true,
                files is not null && files.TryGetValue(fd, out var file) ? file : null));
        }

        _activated = new ActivatedSockets(activated ?? []);
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

    /// <summary>The keys of sockets that a service manager has too and that no endpoint has asked for.</summary>
    internal IReadOnlyList<string> UnclaimedButManaged
    {
        get
        {
            lock (_lock)
            {
                return [.. _inherited.Values.Where(socket => socket.IsManaged).Select(socket => socket.Key)];
            }
        }
    }

    /// <param name="key">As this process or its predecessor calls it.</param>
    internal HandoffListener? Find(string key)
    {
        lock (_lock)
        {
            return _active.GetValueOrDefault(_formerKeys.GetValueOrDefault(key, key));
        }
    }

    /// <summary>Listens on an endpoint: with the socket that was inherited for it, or with a new one.</summary>
    internal HandoffListener Open(EndPoint endpoint)
    {
        lock (_lock)
        {
            var key = UnusedKey(ListenerKey.Of(endpoint));
            var socket = Claim(key, endpoint) ?? Activate(key, endpoint) ?? Create(key, endpoint);
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
    /// <returns>The keys of the listeners that the predecessor is to close too: it is their last owner.</returns>
    internal IReadOnlyList<string> CloseUnclaimed()
    {
        lock (_lock)
        {
            // While both listen, the kernel prefers the more specific address: at no moment is a client refused.
            _besideOthers.ForEach(socket => socket.ListenBesideOthers(_options.Value.Backlog));
            _besideOthers.Clear();
            foreach (var socket in _inherited.Values)
            {
                _transport.Log.InheritedListenerUnused(socket.Key, socket.Fd);
                socket.Close();
                _unwanted.Add(socket.Key);
            }

            _inherited.Clear();
            foreach (var (fd, name, address) in _activated.TakeAll())
            {
                _transport.Log.ActivatedSocketUnused(address, name, fd);
                Descriptor.Close(fd);
            }

            return [.. _unwanted];
        }
    }

    internal void Remove(ListeningSocket socket)
    {
        lock (_lock)
        {
            _active.Remove(socket.Key);
            if (!AreShared && !socket.IsManaged && socket.Fd >= 0)
            {
                socket.Path?.Remove();
            }

            socket.Close();
        }
    }

    /// <summary>Listens again where <see cref="HandoffListener.GiveUp"/> has ended it.</summary>
    internal ListeningSocket Reopen(ListeningSocket closed) =>
        ListeningSocket.Bind(closed.Key, closed.EndPoint, _options.Value, _transport.Log);

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
            if (endpoint is IPEndPoint { Port: 0 } || _inherited.Values.FirstOrDefault(other => other.EndPoint.Equals(endpoint)) is not { } same)
            {
                return null;
            }

            _inherited.Remove(same.Key);
            _formerKeys[same.Key] = key;
            socket = same.For(key);
        }

        if (socket.Path is { IsMissing: true } missing && !socket.IsManaged)
        {
            // The predecessor serves who waits in the backlog of the old one, and closes it.
            _transport.Log.SocketPathMissing(missing.Name);
            socket.Close();
            _unwanted.Add(key);
            return null;
        }

        if (socket.Path is { IsReplaced: true } replaced)
        {
            _transport.Log.SocketPathReplaced(replaced.Name);
        }

        return socket;
    }

    private ListeningSocket? Activate(string key, EndPoint endpoint)
    {
        if (_activated.TryClaim(endpoint) is not { } activated)
        {
            return null;
        }

        _transport.Log.SocketActivated(key, activated.Address, activated.Name, activated.Fd);
        return ListeningSocket.Inherit(key, activated.Fd, isManaged: true);
    }

    private ListeningSocket Create(string key, EndPoint endpoint)
    {
        if (endpoint is FileHandleEndPoint handle)
        {
            return ListeningSocket.Inherit(key, (int)handle.FileHandle);
        }

        try
        {
            return ListeningSocket.Bind(key, endpoint, _options.Value, _transport.Log);
        }
        catch (AddressInUseException) when (Neighbours(endpoint) is { Count: > 0 } neighbours)
        {
            var socket = ListeningSocket.BindBeside(key, (IPEndPoint)endpoint, neighbours);
            _besideOthers.Add(socket);
            return socket;
        }
    }

    /// <summary>
    /// Inherited sockets of the same port that nobody has asked for so far: the endpoint has changed its address. Not where the
    /// application makes its sockets itself.
    /// </summary>
    private List<int> Neighbours(EndPoint endpoint) =>
        endpoint is IPEndPoint ip && _options.Value.CreateBoundListenSocket == SocketTransportOptions.CreateDefaultBoundListenSocket
            ? [.. _inherited.Values.Where(socket => !socket.IsManaged && socket.EndPoint is IPEndPoint other && BoundAddress.Overlap(ip, other)).Select(socket => socket.Fd)]
            : [];
}
