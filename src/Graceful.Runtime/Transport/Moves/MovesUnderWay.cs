namespace Graceful.Transport;

/// <summary>
/// Limits how many long-lived connections are between two handlers at a time. If all of them left at once, each would wait until the
/// successor has started the handlers of all others; so it waits for some, and is served here until it leaves. Active connections do not
/// wait for idle ones.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class MovesUnderWay(TimeProvider time) : MovePermits(time, Tick)
{
    /// <summary>
    /// Enough to keep both processes busy. The pause of a connection grows with this number (bench/README.md). The number itself grows by a
    /// quarter with each <see cref="Tick"/>, so that many connections have moved before DrainTimeout.
    /// </summary>
    internal const int First = 32;

    /// <summary>The number of active connections, in addition to the idle ones.</summary>
    internal const int Active = 8;

    private const int Highest = 1 << 20;

    /// <summary>
    /// The time after which moves that do not end no longer hold up others: their handlers have not returned, or do not start.
    /// </summary>
    internal static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private int _most = First;
    private int _active;
    private int _idle;
    private bool _hasProgress;

    protected override int Free(bool isActive) => isActive ? Active - _active : _most - _idle;

    protected override void Take(bool isActive) => _ = isActive ? _active++ : _idle++;

    /// <summary>The successor does not report which request it has taken over. The active ones left first, and are counted first.</summary>
    protected override bool TryRelease()
    {
        _hasProgress = true;
        if (_active > 0)
        {
            _active--;
        }
        else
        {
            // Not below zero: it may be one that no longer counts.
            _idle = Math.Max(0, _idle - 1);
        }

        return true;
    }

    protected override void OnTick()
    {
        if (!_hasProgress)
        {
            (_active, _idle) = (0, 0);
        }

        _hasProgress = false;
        _most = Math.Min(_most + (_most / 4), Highest);
    }
}
