using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Graceful;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Runtime.Tests.LongLived;

/// <summary>Endpoints of one generation that send numbered events, and what their handlers saw.</summary>
internal sealed class TickerApp(string name, int seed = 0)
{
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private readonly Channel<bool> _ticks = Channel.CreateUnbounded<bool>();

    /// <summary>Waits for the next end of a handler.</summary>
    internal async Task<string> EndAsync()
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        return await _seen.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Makes /ticks send an event, or end.</summary>
    internal void Tick(bool goesOn = true) => _ticks.Writer.TryWrite(goesOn);

    internal void Map(WebApplication app)
    {
        app.MapGet("/ticks", TicksAsync).MovesOnRestart();
        app.MapGet("/stays", TicksAsync);
        app.MapGet("/items", (HttpContext context) => TypedResults.ServerSentEvents(ItemsAsync(context, context.RequestAborted)))
            .MovesOnRestart();
        app.MapGet("/quiet", (HttpContext context) => TypedResults.ServerSentEvents(QuietAsync(context, context.RequestAborted)))
            .MovesOnRestart();
        app.MapGet("/pieces", PiecesAsync).MovesOnRestart();
        app.MapGet("/writer", WriterAsync).MovesOnRestart();
        app.MapGet("/state", StateAsync).MovesOnRestart();
    }

    internal static Task BeginAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        return context.Response.Body.FlushAsync();
    }

    private static int Next(HttpContext context) =>
        int.TryParse(context.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last) ? last + 1 : 1;

    /// <summary>An event for each tick: its id is its number, its text the server's name.</summary>
    private async Task TicksAsync(HttpContext context)
    {
        var move = context.Features.Get<IConnectionMove>()!;
        var end = "ended";
        try
        {
            await BeginAsync(context);
            for (var number = Next(context); await _ticks.Reader.ReadAsync(context.RequestAborted); number++)
            {
                await context.Response.WriteAsync($"id: {number}\ndata: {name}{(move.IsMoved ? " moved" : "")}\n\n");
            }
        }
        catch (OperationCanceledException)
        {
            end = move.MovedOn.IsCancellationRequested ? "moved on" : "gone";
        }
        finally
        {
            _seen.Writer.TryWrite(end);
        }
    }

    /// <summary>An event for each tick, with the number of the moves. The framework sends nothing before the first event.</summary>
    private async IAsyncEnumerable<SseItem<string>> QuietAsync(
        HttpContext context, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var move = context.Features.Get<IConnectionMove>()!;
        var moves = move.TryGetState(out var state) ? state.Span[0] + 1 : 0;
        move.SetState([(byte)moves]);
        var end = "gone";
        try
        {
            for (var number = Next(context); await _ticks.Reader.ReadAsync(cancellation); number++)
            {
                yield return new SseItem<string>($"{name} after {moves}") { EventId = $"{number}" };
            }

            end = "ended";
        }
        finally
        {
            _seen.Writer.TryWrite(move.MovedOn.IsCancellationRequested ? "moved on" : end);
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> ItemsAsync(
        HttpContext context, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var number = Next(context); !cancellation.IsCancellationRequested; number++)
        {
            yield return new SseItem<string>($"{number}") { EventId = $"{number}" };
            await Task.Yield();
        }
    }

    /// <summary>Writes events at random byte positions, with each kind of line end, to the stream.</summary>
    private async Task PiecesAsync(HttpContext context)
    {
        var random = new Random(seed);
        await BeginAsync(context);
        var waiting = new List<byte>();
        for (var number = Next(context); !context.RequestAborted.IsCancellationRequested; number++)
        {
            var line = context.Request.Query["end"].ToString() switch { "cr" => "\r", "crlf" => "\r\n", _ => "\n" };
            var comment = random.Next(4) == 0 ? $": ping{line}" : "";
            waiting.AddRange(Encoding.UTF8.GetBytes($"{comment}data: {number}{line}id: {number}{line}{line}"));
            while (waiting.Count > 0)
            {
                var count = random.Next(1, waiting.Count + 1);
                await context.Response.Body.WriteAsync(waiting.GetRange(0, count).ToArray());
                waiting.RemoveRange(0, count);
                await Task.Yield();
            }
        }
    }

    /// <summary>Writes events without a copy, and flushes now and then.</summary>
    private async Task WriterAsync(HttpContext context)
    {
        var random = new Random(seed);
        await BeginAsync(context);
        for (var number = Next(context); !context.RequestAborted.IsCancellationRequested; number++)
        {
            var bytes = Encoding.UTF8.GetBytes($"id:{number}\ndata:{number}\n\n");
            for (var at = 0; at < bytes.Length;)
            {
                var count = random.Next(1, bytes.Length - at + 1);
                bytes.AsSpan(at, count).CopyTo(context.Response.BodyWriter.GetSpan(count));
                context.Response.BodyWriter.Advance(count);
                at += count;
                if (random.Next(3) == 0)
                {
                    await context.Response.BodyWriter.FlushAsync();
                    await Task.Yield();
                }
            }
        }
    }

    /// <summary>Numbers without ids: the number of the next event is the state. It is set after the write that it belongs to.</summary>
    private static async Task StateAsync(HttpContext context)
    {
        var move = context.Features.Get<IConnectionMove>()!;
        var number = move.TryGetState(out var state) ? BitConverter.ToInt32(state.Span) : 1;
        await BeginAsync(context);
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync($"data: {number}\n\n");
            await context.Response.Body.FlushAsync();
            move.SetState(BitConverter.GetBytes(++number));
            await Task.Yield();
        }
    }
}
