using System.Text.Json;
using System.Text.Json.Nodes;
using Instruments.Servers;

namespace Runtime.Tests.Chat;

/// <summary>A tab with the page of samples/Chat.</summary>
internal sealed class Tab(DevTools tools, string session)
{
    /// <summary>Waits for the page. Until then an evaluation may fail, because its document is replaced.</summary>
    internal Task LoadedAsync(Uri address) => Until.TrueAsync(
        async () =>
        {
            try
            {
                return (await EvaluateAsync($"location.href === '{address}' && document.readyState === 'complete'"))!.GetValue<bool>();
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        },
        () => Task.FromResult(address.ToString()));

    /// <summary>The page reports that its WebSocket and its event stream are connected to this process.</summary>
    internal async Task ServedByAsync(int pid)
    {
        await UntilAsync($"document.getElementById('process').textContent.startsWith('process {pid},')");
        await UntilAsync($"document.getElementById('ticker').textContent.startsWith('process {pid},')");
    }

    /// <summary>Submits a numbered message every few milliseconds, by the page's form.</summary>
    internal Task StartChattingAsync() => EvaluateAsync("""
        window.sent = 0;
        window.chatting = setInterval(() => {
          if (socket.readyState !== WebSocket.OPEN) return;
          document.getElementById('text').value = `hello ${++window.sent}`;
          document.querySelector('form').requestSubmit();
        }, 30);
        """);

    /// <summary>Returns the number of messages that the tab has sent.</summary>
    internal async Task<int> StopChattingAsync() => (await EvaluateAsync("clearInterval(window.chatting), window.sent"))!.GetValue<int>();

    internal async Task<int> CountAsync() => (await EvaluateAsync("document.querySelectorAll('#messages li').length"))!.GetValue<int>();

    /// <summary>Waits until the page has at least so many messages, or has lost something.</summary>
    internal Task HasAsync(int messages) => UntilAsync(
        $"document.querySelectorAll('#messages li').length >= {messages} || document.querySelector('.lost') !== null");

    /// <summary>Returns the number and the text of each message on the page, in the page's order.</summary>
    internal async Task<IReadOnlyList<(int Number, string Text)>> MessagesAsync() => [.. (await EvaluateAsync(
        "[...document.querySelectorAll('#messages li')].map(item => [Number(item.dataset.number), item.dataset.text])"))!.AsArray()
        .Select(pair => (pair![0]!.GetValue<int>(), pair[1]!.GetValue<string>()))];

    /// <summary>Returns what the page reports as lost.</summary>
    internal async Task<IReadOnlyList<string>> LostAsync() => [.. (await EvaluateAsync(
        "[...document.querySelectorAll('.lost')].map(item => item.textContent)"))!.AsArray().Select(item => item!.GetValue<string>())];

    /// <summary>Writes a picture of the page.</summary>
    internal async Task CaptureAsync(string path)
    {
        var picture = await tools.SendAsync("Page.captureScreenshot", [], session);
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(picture["data"]!.GetValue<string>()));
    }

    private Task UntilAsync(string condition) => Until.TrueAsync(
        async () => (await EvaluateAsync(condition))!.GetValue<bool>(),
        async () => $"{condition}. The page:\n{await EvaluateAsync("document.body.innerText")}\n");

    private async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await tools.SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true }, session);
        return answer["exceptionDetails"] is { } problem
            ? throw new InvalidOperationException($"{expression}: {problem.ToJsonString()}")
            : answer["result"]!["value"]?.DeepClone();
    }
}
