using System.Net;

namespace Graceful.Transport;

// A changed configuration, while a restart is under way. Kestrel applies it at once (KestrelServerImpl.RebindAsync), and the successor has
// read it too: both would bind the new endpoints, and Kestrel would close connections that can move or are to be drained.
internal sealed partial class ListenerTable
{
    /// <summary>Not null while changes are held, and from then on in a process that ends.</summary>
    private volatile TaskCompletionSource? _changes;

    /// <summary>Gets the task that completes when Kestrel may close a listener.</summary>
    internal Task WhenChangesApply => _changes?.Task ?? Task.CompletedTask;

    /// <summary>
    /// A restart begins. Listeners that Kestrel opens from now on do not listen, and those that it closes stay open. To be called before
    /// the listeners are passed on.
    /// </summary>
    internal void HoldChanges()
    {
        _changes ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CloseRetired();
    }

    /// <summary>The restart has failed: this process applies the changes itself.</summary>
    internal void ApplyChanges()
    {
        var changes = _changes;
        _changes = null;
        foreach (var listener in Active.Where(listener => listener.Fd < 0))
        {
            listener.TakeBack();
        }

        changes?.TrySetResult();
    }

    /// <summary>The process ends: Kestrel may close its listeners, and those that it still opens do not listen.</summary>
    internal void DropChanges()
    {
        _isServing = false;
        _changes?.TrySetResult();
    }

    private ListeningSocket Hold(string key, EndPoint endpoint)
    {
        _transport.Log.EndpointHeld(key);
        return ListeningSocket.Closed(key, endpoint);
    }
}
