using System.Diagnostics;
using System.Text.RegularExpressions;
using Runtime.Tests.Processes.Servers;

namespace Generator.Tests.EndToEnd;

/// <summary>
/// The bookshop as a native binary, published to artifacts/test/bookshop and started on a free port; or the binary that the
/// environment variable GRACEFUL_BOOKSHOP names.
/// </summary>
public sealed partial class NativeBookshop : IBookshop, IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) });

    public async Task InitializeAsync()
    {
        var binary = Environment.GetEnvironmentVariable("GRACEFUL_BOOKSHOP") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(await NativePublish.PublishAsync("samples/Bookshop", "artifacts/test/bookshop"), "Bookshop");
        var output = new List<string>();
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(binary, ["--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true,
                RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Read(line.Data, output);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, output);
        _process.Exited += (_, _) =>
            _address.TrySetException(new InvalidOperationException($"{binary} has ended:\n{string.Join('\n', output)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client.BaseAddress = await _address.Task.WaitAsync(Patience);
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _process?.Dispose();
    }

    /// <summary>Reads the address from the log of the host.</summary>
    private void Read(string? line, List<string> output)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.Add(line);
        }

        if (Listening().Match(line) is { Success: true } found)
        {
            _address.TrySetResult(new Uri(found.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}

[Trait("Category", "Processes")]
public sealed class NativeBookshopTests(NativeBookshop server) : BookshopTests(server), IClassFixture<NativeBookshop>;
