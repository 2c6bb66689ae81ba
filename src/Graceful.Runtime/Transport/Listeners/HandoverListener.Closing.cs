namespace Graceful.Transport;

// Kestrel closes the listener: because the process stops, or because a changed configuration has no such endpoint any more.
internal sealed partial class HandoverListener
{
    /// <remarks>
    /// While a restart is under way, this waits for its end and ignores the token: Kestrel's limit of 5 seconds for a changed endpoint may
    /// be less than the restart takes, and Kestrel would then abort the connections of the endpoint.
    /// </remarks>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _table.WhenChangesApply;
        _isUnbound = true;
        _transport.AcceptLoop.Invoke(AbandonBacklog);
        _accepted.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        while (_accepted.Reader.TryRead(out var left))
        {
            await left.DisposeAsync();
        }

        _table.Remove(_socket);
    }
}
