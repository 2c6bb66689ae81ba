namespace Graceful.Transport;

/// <summary>
/// Limits how many long-lived connections are between two handlers at a time. If all of them left at once, each would wait until the
/// successor has adopted all others; so it waits for some, and is served until it leaves. Active connections do not wait for idle ones.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class MovesUnderWay(TimeProvider time) : MovePermits(time, Tick)
{
    /// <summary>
    /// Enough to keep both processes busy. The pause of a connection grows with this number (bench/README.md). The number itself grows by a
    /// quarter with each <see cref="Tick"/>, so that many connections have moved before DrainTimeout.
    /// </summary>
    internal const int First = 64;

    private const int Highest = 1 << 20;

    /// <summary>The time after which moves that do not end no longer hold up others: their handlers have not returned.</summary>
    internal static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private int _most = First;
    private int _count;
    private bool _hasProgress;

    protected override int Free => _most - _count;

    protected override bool TryTake(bool isActive)
    {
        if (!isActive && _count >= _most)
        {
            return false;
        }

        _count++;
        return true;
    }

    protected override bool TryRelease()
    {
        // Not below zero: it may be one that no longer counts.
        _count = Math.Max(0, _count - 1);
        _hasProgress = true;
        return true;
    }

    protected override void OnTick()
    {
        if (!_hasProgress)
        {
            _count = 0;
        }

        _hasProgress = false;
        _most = Math.Min(_most + (_most / 4), Highest);
    }
}
