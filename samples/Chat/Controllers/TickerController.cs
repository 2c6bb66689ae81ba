using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Graceful;

namespace Chat.Controllers;

/// <summary>
/// Server-sent events with a number for each quarter of a second. A browser sends the id of the last event when it connects again; a
/// restart sends it as well, and the stream continues after it.
/// </summary>
[Controller, MovesOnRestart]
internal sealed class TickerController(ServingProcess process)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    /// <summary>The numbers follow from the clock, so that all processes count alike.</summary>
    private static long Now => DateTimeOffset.UtcNow.UtcTicks / Period.Ticks;

    [Get]
    public async IAsyncEnumerable<SseItem<ServingProcess>> Listen(
        [FromHeader(Name = "Last-Event-ID")] long? last, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var timer = new PeriodicTimer(Period / 4);
        var number = last ?? Now - 1;
        do
        {
            while (number < Now)
            {
                number++;
                yield return new SseItem<ServingProcess>(process) { EventId = $"{number}" };
            }
        }
        while (await timer.WaitForNextTickAsync(aborted));
    }
}
