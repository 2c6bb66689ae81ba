using System.Net;
using Graceful.Posix;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Transport;

/// <summary>All listeners of the process: inherited ones that no endpoint has claimed yet, and active ones.</summary>
internal sealed partial class ListenerTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ListeningSocket> _inherited = [];
    private readonly Dictionary<string, HandoverListener> _active = [];
    private readonly HandoverTransport _transport;
    private readonly IOptions<SocketTransportOptions> _options;
    private readonly ActivatedSockets _activated;
    private readonly List<string> _unwanted = [];
    private readonly Dictionary<string, string> _formerKeys = [];
    private readonly List<ListeningSocket> _besideOthers = [];
    private volatile bool _mayAccept;
    private volatile bool _isServing;

    /// <param name="transport">Serves the accepted connections.</param>
    /// <param name="options">The settings of new sockets.</param>
    /// <param name="inherited">Sockets by listener key, from a predecessor or a descriptor store.</param>
    /// <param name="managed">The inherited descriptors that a service manager holds open too.</param>
    /// <param name="activated">Sockets from a service manager, matched by address.</param>
    /// <param name="files">The file identities of inherited Unix sockets, by descriptor.</param>
    public ListenerTable(
        HandoverTransport transport,
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
    /// Gets or sets a value that is true while another generation uses the same sockets: a successor that has taken over, or a
    /// predecessor that continues when this process fails. That generation then owns the paths of Unix sockets.
    /// </summary>
    internal bool AreShared { get; set; }

    /// <summary>
    /// Gets or sets the process that has copies of the sockets; <see langword="null"/> without a master or descriptor store. While a
    /// master has them, it owns the paths of Unix sockets.
    /// </summary>
    internal ISocketKeeper? Keeper { get; set; }

    /// <summary>Gets or sets the function that returns the bound addresses of the server, with their schemes.</summary>
    internal Func<IEnumerable<string>> ServerAddresses { get; set; } = () => [];

    /// <summary>
    /// False until this process is ready, when another generation serves the same sockets meanwhile. A start that fails at the second
    /// endpoint would otherwise lose the connections accepted at the first.
    /// </summary>
    internal bool MayAccept => _mayAccept;

    internal IReadOnlyList<HandoverListener> Active
    {
        get
        {
            lock (_lock)
            {
                return [.. _active.Values];
            }
        }
    }

    /// <summary>
    /// Gets the listeners whose sockets no other process keeps open after the end of the service, unless there is a successor or a
    /// predecessor: their backlog is lost when this process ends.
    /// </summary>
    internal IReadOnlyList<HandoverListener> Exclusive =>
        [.. Active.Where(listener => !listener.IsManaged && !ListenerKey.IsHandle(listener.Key))];

    /// <summary>Gets the keys of unclaimed sockets that a service manager holds open too.</summary>
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

    /// <summary>Returns the active listener for a key, or null.</summary>
    /// <param name="key">The key in this process or in the predecessor.</param>
    internal HandoverListener? Find(string key)
    {
        lock (_lock)
        {
            return _active.GetValueOrDefault(_formerKeys.GetValueOrDefault(key, key));
        }
    }

    /// <summary>Listens on an endpoint, with its inherited socket or a new one.</summary>
    internal HandoverListener Open(EndPoint endpoint)
    {
        HandoverListener listener;
        lock (_lock)
        {
            var key = UnusedKey(ListenerKey.Of(endpoint));
            listener = new HandoverListener(this, _transport, _changes is null ? Open(key, endpoint) : Hold(key, endpoint));
            _active.Add(key, listener);
        }

        if (_isServing)
        {
            listener.PassToKeeper();
        }

        return listener;
    }

    /// <summary>Starts to accept on every endpoint. To be called when all are bound and the start can no longer fail.</summary>
    internal void BeginAccepting()
    {
        _mayAccept = true;
        _isServing = true;
        foreach (var listener in Active)
        {
            listener.BeginAccepting();
        }
    }

    /// <summary>The keeper has closed its copies, or has died: listeners that wait for that stop listening.</summary>
    internal void OnReleased()
    {
        foreach (var listener in Active)
        {
            listener.OnReleased();
        }
    }

    /// <summary>Closes the inherited sockets that no endpoint has claimed.</summary>
    /// <returns>The keys of the listeners that the predecessor, their last owner, must close too.</returns>
    internal IReadOnlyList<string> CloseUnclaimed()
    {
        lock (_lock)
        {
            // While both sockets listen, the kernel prefers the more specific address: no client is refused at any moment.
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
        var mayReturn = _isServing && _transport.Drain is null && socket.Fd >= 0;
        if (mayReturn)
        {
            // Before the lock, which the event loop needs for the timer that it replaces.
            StartRetirement();
        }

        lock (_lock)
        {
            _active.Remove(socket.Key);
            if (mayReturn)
            {
                _inherited[socket.Key] = socket;
                _retired.Add(socket);
            }
            else
            {
                Close(socket, isKept: Keeper?.KeepsSockets == true);
            }
        }
    }

    /// <param name="socket">A socket that no listener uses.</param>
    /// <param name="isKept">True when the keeper goes on listening, and owns the path.</param>
    private void Close(ListeningSocket socket, bool isKept)
    {
        if (!AreShared && !isKept && !socket.IsManaged && socket.Fd >= 0)
        {
            socket.Path?.Remove();
        }

        socket.Close();
    }

    /// <summary>Binds a new socket for an endpoint after <see cref="HandoverListener.StopListening"/>.</summary>
    internal ListeningSocket Reopen(ListeningSocket closed) =>
        ListeningSocket.Bind(closed.Key, closed.EndPoint, _options.Value, _transport.Log);

    /// <summary>
    /// Returns a key that is not in use: two endpoints may have the same address (port 0), and are told apart by their order.
    /// </summary>
    private string UnusedKey(string key)
    {
        var unused = key;
        for (var n = 2; _active.ContainsKey(unused); n++)
        {
            unused = $"{key}#{n}";
        }

        return unused;
    }
}
