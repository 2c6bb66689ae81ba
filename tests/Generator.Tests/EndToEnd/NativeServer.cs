using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Generator.Tests.EndToEnd;

/// <summary>A native binary that serves on a free port.</summary>
internal sealed partial class NativeServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private NativeServer(string binary)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(binary, ["--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true,
                RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) =>
            _address.TrySetException(new InvalidOperationException($"{binary} has ended:\n{string.Join('\n', _output)}"));
    }

    public Uri Address => _address.Task.Result;

    public static async Task<NativeServer> StartAsync(string binary)
    {
        var server = new NativeServer(binary);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        await server._address.Task.WaitAsync(Limit);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Reads the address from the log of the host.</summary>
    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (Listening().Match(line) is { Success: true } found)
        {
            _address.TrySetResult(new Uri(found.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
