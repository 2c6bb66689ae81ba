namespace Graceful.Transport;

/// <summary>A drain in progress. Each decision of a connection uses one reference to it, so that a drain is never seen in part.</summary>
/// <param name="Successor">Receives the connections that can move; null when the process stops without a successor.</param>
/// <param name="Linger">The time for idle connections that cannot move.</param>
/// <param name="BeganAt">A timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Moves">Decides when long-lived connections may move; null without a successor and without a limit.</param>
internal sealed record ActiveDrain(IConnectionSink? Successor, TimeSpan Linger, long BeganAt, MovePermits? Moves = null);
