using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Hosting;

/// <summary>
/// The one host of this process that restarts it. A host becomes it when its first endpoint is bound: hosts of tests and of build-time
/// tools bind none and change nothing outside of the process.
/// </summary>
internal sealed class ListeningProcess(SignalIntake signals) : IDisposable
{
    private static ListeningProcess? _current;

    /// <summary>True once an endpoint of this host was bound.</summary>
    internal bool IsListening { get; private set; }

    /// <exception cref="InvalidOperationException">Another host of this process listens already.</exception>
    internal void Claim()
    {
        if (Interlocked.CompareExchange(ref _current, this, null) is { } other && other != this)
        {
            throw new InvalidOperationException(
                "Another host in this process already listens with UseGraceful(), and a process has one lifecycle: two would start two "
                + "successors at once. Call UseGraceful() for one host only; docs/background-work.md shows how to run a second one.");
        }

        IsListening = true;
        signals.ReceiveRestartSignals();
    }

    public void Dispose() => Interlocked.CompareExchange(ref _current, null, this);
}

/// <summary>Claims the process for this host before the first endpoint is bound.</summary>
internal sealed class ClaimingListenerFactory(IConnectionListenerFactory inner, ListeningProcess process)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        process.Claim();
        return inner.BindAsync(endpoint, cancellationToken);
    }

    public bool CanBind(EndPoint endpoint) => inner is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);
}
