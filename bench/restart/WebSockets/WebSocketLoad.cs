using System.Globalization;

namespace Restart.Bench.WebSockets;

/// <summary>The clients of one run.</summary>
/// <param name="Busy">The number of clients that send messages all the time.</param>
/// <param name="Pace">The time between an answer and the next message; null when the next message follows at once.</param>
/// <param name="Idle">The number of clients that send a message after each restart.</param>
internal sealed record WebSocketLoad(int Busy, TimeSpan? Pace, int Idle)
{
    public override string ToString()
    {
        var pace = Pace is { } time ? string.Create(CultureInfo.InvariantCulture, $" (every {time.TotalMilliseconds} ms)") : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{Busy} busy{pace}, {Idle} idle");
    }
}
