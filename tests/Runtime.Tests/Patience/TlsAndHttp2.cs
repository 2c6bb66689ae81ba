using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Patience;

/// <summary>Connections that cannot move are closed in order: announced over HTTP/1.1, by GOAWAY over HTTP/2; no request fails.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class TlsAndHttp2(ITestOutputHelper output)
{
    private static readonly int Restarts = TestShare.Of(12);

    /// <summary>Of each client between two requests or runs: the two cores are there for new processes, too.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Every client counts its answers, and throws at the first request that fails.</summary>
    [Fact]
    public async Task HttpClient_sees_no_error_over_any_protocol()
    {
        const int UsersEach = 4;
        await using SecureServer server = await SecureServer.StartAsync(output.WriteLine);
        using HttpClient http1 = Client(server, "1.1");
        using HttpClient http2 = Client(server, "2.0");

        (string Protocol, HttpClient Client, Uri Url)[] kinds =
        [
            ("HTTP/1.1 over TLS", http1, server.Url("https")),
            ("HTTP/2 over TLS", http2, server.Url("https")),
            ("HTTP/2", http2, server.Url("http")),
        ];
        using var stop = new CancellationTokenSource();
        var users = kinds.SelectMany(kind => Enumerable.Repeat(kind, UsersEach))
            .Select(kind => (kind.Protocol, Answers: Task.Run(async () =>
        {
            int answers = 0;
            for (; !stop.IsCancellationRequested; answers++)
            {
                await Task.Delay(Pause);
                try
                {
                    Assert.StartsWith("pid=", await kind.Client.GetStringAsync(kind.Url), StringComparison.Ordinal);
                }
                catch (HttpRequestException failed)
                {
                    throw new InvalidOperationException(
                        $"A request of {kind.Protocol} failed when this was the end of the log:\n{EndOfLog(server.Demo)}", failed);
                }
            }

            return answers;
        }))).ToArray();

        await RestartSeries.RunAsync(server.Demo, Restarts);
        await stop.CancelAsync();
        foreach (var (protocol, answers) in users)
        {
            output.WriteLine($"{await answers} answers over {protocol}");
            Assert.True(await answers > 0);
        }

        RestartSeries.AssertOneProcessIsLeft(server.Demo, Restarts);
    }

    /// <summary>
    /// h2load does not connect again after GOAWAY (docs/decisions/0007-goaway-in-two-steps.md): each run has its streams open before it can
    /// hear of one, and runs follow each other. Over HTTP/1.1 it does connect again. curl uses its connections again, at once and after a
    /// pause; but not over HTTP/2 with prior knowledge, where 7.88 fails with error 16 whatever the server does
    /// (github.com/curl/curl/issues/10634).
    /// </summary>
    [NeedsTool("h2load", "curl", Package = "nghttp2-client curl")]
    public async Task H2load_and_curl_see_no_error()
    {
        await using SecureServer server = await SecureServer.StartAsync(output.WriteLine);
        Uri tls = server.Url("https"), plaintext = server.Url("http");
        (string Tool, string[] Arguments)[] commands =
        [
            ("h2load", ["-n", "50", "-c", "5", "-m", "10", $"{tls}"]),
            ("h2load", ["-n", "50", "-c", "5", "-m", "10", $"{plaintext}"]),
            ("h2load", ["--h1", "-n", "200", "-c", "4", $"{tls}"]),
            ("curl", ["-sSk", "--fail-early", "--http2", $"{tls}?[1-50]"]),
            ("curl", ["-sSk", "--fail-early", "--http2", "--rate", "30/s", $"{tls}?[1-20]"]),
            ("curl", ["-sSk", "--fail-early", "--http1.1", $"{tls}?[1-50]"]),
            ("curl", ["-sSk", "--fail-early", "--http1.1", "--rate", "30/s", $"{tls}?[1-20]"]),
            ("curl", ["-sSk", "--fail-early", "--http2-prior-knowledge", $"{plaintext}"]),
        ];
        using var stop = new CancellationTokenSource();
        Task<int>[] loops = [.. commands.Select(command => Task.Run(async () =>
        {
            int runs = 0;
            for (; !stop.IsCancellationRequested; runs++)
            {
                await RunAsync(server, command.Tool, command.Arguments);
                await Task.Delay(Pause);
            }

            return runs;
        }))];

        await RestartSeries.RunAsync(server.Demo, Restarts);
        await stop.CancelAsync();
        foreach (var ((tool, arguments), runs) in commands.Zip(await Task.WhenAll(loops)))
        {
            output.WriteLine($"{runs} runs of {tool} {string.Join(' ', arguments)}");
            Assert.True(runs > 0);
        }

        RestartSeries.AssertOneProcessIsLeft(server.Demo, Restarts);
    }

    private static async Task RunAsync(SecureServer server, string tool, string[] arguments)
    {
        await using ToolProcess process = ToolProcess.Start(Tool.Find(tool)!, arguments);
        int exitCode = await process.ExitAsync();
        if (exitCode != 0 || (tool == "h2load" && process.Output.Count("0 failed, 0 errored, 0 timeout") != 1))
        {
            throw new InvalidOperationException(
                $"{tool} {string.Join(' ', arguments)} ended with {exitCode}:\n{process.Output}\nThe end of the log:\n" +
                $"{EndOfLog(server.Demo)}");
        }
    }

    private static HttpClient Client(SecureServer server, string version)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => server.IsOurs(presented);
        return new HttpClient(handler)
        {
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    private static string EndOfLog(DemoProcess demo) => string.Join('\n', demo.Log.Lines.TakeLast(8).Select(line => $"{line}"));
}
