using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Runtime.Tests.Transport;

/// <summary>An application whose requests begin and end under the control of the test. Each answer begins with the server's name.</summary>
internal sealed class ScriptedApp(string name) : IDisposable
{
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _released = new(0);
    private readonly ConcurrentQueue<Task> _aborts = new();

    internal string Name => name;

    /// <summary>Completes when a request to <c>/held</c> has reached the application.</summary>
    internal async Task EnteredAsync()
    {
        if (!await _entered.WaitAsync(Until.Limit))
        {
            throw new TimeoutException("No request to /held has come.");
        }
    }

    /// <summary>Releases one request to <c>/held</c>.</summary>
    internal void Release() => _released.Release();

    internal void ReleaseAll() => _released.Release(1000);

    /// <summary>Completes when RequestAborted has fired for the oldest request to <c>/held</c> not queried yet.</summary>
    internal Task AbortedAsync() =>
        _aborts.TryDequeue(out var aborted)
            ? aborted.WaitAsync(Until.Limit)
            : throw new InvalidOperationException("No such request has come.");

    internal Task HandleAsync(HttpContext context)
    {
        var parameter = context.Request.Query["n"].ToString();
        return context.Request.Path.Value switch
        {
            "/who" => AnswerAsync(context, name),
            "/held" => HeldAsync(context),
            "/silent" => SilentAsync(context),
            "/body" => BodyAsync(context),
            "/unread" => AnswerAsync(context, name),
            "/big" => BigAsync(context, int.Parse(parameter, CultureInfo.InvariantCulture)),
            "/clear" => ClearAsync(context),
            "/started" => StartedAsync(context),
            "/chunks" => ChunksAsync(context, blocks: false),
            "/chunks-blocking" => ChunksAsync(context, blocks: true),
            "/upgrade" => UpgradeAsync(context),
            "/echo" => AnswerAsync(context, $"{name} {parameter}"),
            _ => NotFoundAsync(context),
        };
    }

    private static Task AnswerAsync(HttpContext context, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length);
    }

    private Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return AnswerAsync(context, name);
    }

    private async Task HeldAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        _aborts.Enqueue(aborted.Task);
        _entered.Release();
        await _released.WaitAsync();
        await AnswerAsync(context, name);
    }

    /// <summary>Answers with the number of bytes and their sum, which reveal lost or duplicated bytes.</summary>
    private async Task BodyAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        long count = 0, sum = 0;
        while (true)
        {
            var result = await reader.ReadAsync();
            foreach (var segment in result.Buffer)
            {
                foreach (var value in segment.Span)
                {
                    sum += value;
                }
            }

            count += result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        await AnswerAsync(context, string.Create(CultureInfo.InvariantCulture, $"{name} {count} {sum}"));
    }

    private static async Task BigAsync(HttpContext context, int length)
    {
        context.Response.ContentLength = length;
        var block = new byte[32 * 1024];
        for (var at = 0; at < length; at += block.Length)
        {
            var part = block.AsMemory(0, Math.Min(block.Length, length - at));
            Pattern(part.Span, at);
            await context.Response.Body.WriteAsync(part);
        }
    }

    /// <summary>Ends without having started its response.</summary>
    private async Task SilentAsync(HttpContext context)
    {
        _entered.Release();
        await _released.WaitAsync();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Behaves like an error page.</summary>
    private Task ClearAsync(HttpContext context)
    {
        context.Response.Clear();
        return AnswerAsync(context, name);
    }

    private async Task StartedAsync(HttpContext context)
    {
        context.Response.ContentLength = name.Length;
        await context.Response.StartAsync();
        _entered.Release();
        await _released.WaitAsync();
        await context.Response.WriteAsync(name);
    }

    /// <summary>A body without a length; its first part is flushed while the request continues, or blocks its thread.</summary>
    private async Task ChunksAsync(HttpContext context, bool blocks)
    {
        await context.Response.WriteAsync("first");
        await context.Response.Body.FlushAsync();
        if (blocks)
        {
            _released.Wait();
        }
        else
        {
            await _released.WaitAsync();
        }

        await context.Response.WriteAsync("second");
    }

    /// <summary>A protocol after an upgrade, such as a WebSocket: echoes until the client closes.</summary>
    private static async Task UpgradeAsync(HttpContext context)
    {
        context.Response.Headers.Upgrade = "echo";
        await using var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, count));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    public void Dispose()
    {
        _entered.Dispose();
        _released.Dispose();
    }

    internal static void Pattern(Span<byte> bytes, int offset)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(((offset + i) * 31) >> 3);
        }
    }
}
