using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Runtime.Tests.Chat;

/// <summary>A connection to Chromium's DevTools protocol: commands and their results, without events.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _pending = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TimeSpan _limit;
    private Task _receiving = Task.CompletedTask;
    private int _lastId;

    private DevTools(TimeSpan limit) => _limit = limit;

    internal static async Task<DevTools> ConnectAsync(Uri address, TimeSpan limit)
    {
        var tools = new DevTools(limit);
        using var timeout = new CancellationTokenSource(limit);
        await tools._socket.ConnectAsync(address, timeout.Token);
        tools._receiving = tools.ReceiveAsync();
        return tools;
    }

    /// <summary>Sends a command, to a tab or to the browser, and returns its result.</summary>
    internal async Task<JsonObject> SendAsync(string method, JsonObject parameters, string? session = null)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = _pending[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_receiving.IsCompleted)
        {
            throw new InvalidOperationException($"{method}: the browser has closed the connection.");
        }

        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            command["sessionId"] = session;
        }

        using var timeout = new CancellationTokenSource(_limit);
        await _sending.WaitAsync(timeout.Token);
        try
        {
            var text = Encoding.UTF8.GetBytes(command.ToJsonString());
            await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, timeout.Token);
        }
        finally
        {
            _sending.Release();
        }

        try
        {
            var response = await answer.Task.WaitAsync(timeout.Token);
            return response["error"] is { } error
                ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}")
                : response["result"]!.AsObject();
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The browser did not answer {method} within {_limit.TotalSeconds:0} s.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var (buffer, message) = (new byte[64 * 1024], new MemoryStream());
        Exception? end = null;
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, received.Count);
                if (received.EndOfMessage)
                {
                    Dispatch(message.ToArray());
                    message.SetLength(0);
                }
            }
        }
        catch (Exception reason) when (reason is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            end = reason;
        }

        foreach (var answer in _pending.Values)
        {
            answer.TrySetException(new InvalidOperationException("The browser has closed the connection.", end));
        }
    }

    private void Dispatch(byte[] message)
    {
        if (message.Length > 0 && JsonNode.Parse(message) is JsonObject response
            && response["id"] is { } id && _pending.TryRemove(id.GetValue<int>(), out var answer))
        {
            answer.SetResult(response);
        }
    }
}
