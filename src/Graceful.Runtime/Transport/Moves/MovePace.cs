namespace Graceful.Transport;

/// <summary>Paces the moves of long-lived connections: as many in a second as the user has set.</summary>
/// <param name="rate">Connections per second.</param>
/// <param name="time">The clock.</param>
internal sealed class MovePace(int rate, TimeProvider time) : MovePermits(time, TickOf(rate))
{
    /// <summary>The shortest time between two ticks; a faster pace lets several connections go at once.</summary>
    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(20);

    private readonly double _permitsPerTick = PermitsPerTick(rate);
    private double _permits = PermitsPerTick(rate);

    protected override int Free(bool isActive) => (int)_permits;

    protected override void Take(bool isActive) => _permits--;

    /// <summary>Only time makes another permit.</summary>
    protected override bool TryRelease() => false;

    /// <summary>Unused permits do not pile up: the pace holds for each tick.</summary>
    protected override void OnTick() => _permits = Math.Min(_permits, 1) + _permitsPerTick;

    private static TimeSpan TickOf(int rate)
    {
        var tick = TimeSpan.FromSeconds(1.0 / rate);
        return tick < ShortestTick ? ShortestTick : tick;
    }

    private static double PermitsPerTick(int rate) => Math.Max(1, rate * TickOf(rate).TotalSeconds);
}
