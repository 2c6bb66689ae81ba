using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Patience;

/// <summary>
/// TLS connections end with their process, and on a slow network a request may be on its way when that happens: each end must have been
/// announced in a response before. The clients do not retry.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SlowNetwork(ITestOutputHelper output)
{
    private const int Clients = 20;

    /// <summary>GRACEFUL_TEST_RESTARTS=20 is the full test.</summary>
    private static readonly int Restarts = TestShare.OfRestarts(5);

    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET /process/id HTTP/1.1\r\nHost: t\r\n\r\n");

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(100)]
    public async Task No_request_over_TLS_is_lost(int oneWayMilliseconds)
    {
        await using SecureServer server = await SecureServer.StartAsync(output.WriteLine, idleLinger: "00:00:01");
        using var network = new DelayedLink(server.SecureEndPoint, TimeSpan.FromMilliseconds(oneWayMilliseconds));
        using var stop = new CancellationTokenSource();
        Task<(int Answers, int Announced)>[] clients =
            [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(() => RunAsync(server, network.EndPoint, stop.Token)))];

        await RestartSeries.RunAsync(server.Demo, Restarts);
        await stop.CancelAsync();
        foreach (var client in clients)
        {
            var (answers, announced) = await client;
            Assert.True(answers > 0);
            Assert.True(announced > 0);
        }

        output.WriteLine(
            $"{clients.Sum(client => client.Result.Answers)} answers, {clients.Sum(client => client.Result.Announced)} announced ends");
    }

    /// <summary>Connects again only after an announced end; any other end is an error.</summary>
    private static async Task<(int Answers, int Announced)> RunAsync(SecureServer server, EndPoint endPoint, CancellationToken stop)
    {
        var (answers, announced) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(endPoint, CancellationToken.None);
            await using var tls = new SslStream(
                new NetworkStream(socket), leaveInnerStreamOpen: false, (_, presented, _, _) => server.IsOurs(presented));
            await tls.AuthenticateAsClientAsync("localhost");
            for (bool isOpen = true; isOpen && !stop.IsCancellationRequested; answers++)
            {
                await tls.WriteAsync(Request, CancellationToken.None);
                string answer = await ReadResponseAsync(tls);
                isOpen = !answer.Contains("Connection: close", StringComparison.Ordinal);
                announced += isOpen ? 0 : 1;
            }
        }

        return (answers, announced);
    }

    private static async Task<string> ReadResponseAsync(SslStream tls)
    {
        var buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            int received = await tls.ReadAsync(buffer.AsMemory(length), CancellationToken.None);
            if (received == 0)
            {
                throw new IOException($"The connection ended without an announcement, after {length} bytes of an answer.");
            }

            length += received;
            string text = Encoding.ASCII.GetString(buffer, 0, length);
            if (IsComplete(text))
            {
                return text;
            }
        }
    }

    private static bool IsComplete(string response)
    {
        int head = response.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0 || response.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal))
        {
            return head >= 0 && response.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
        }

        const string Length = "Content-Length: ";
        int length = response.IndexOf(Length, StringComparison.Ordinal) + Length.Length;
        return response.Length - head - 4 == int.Parse(response[length..response.IndexOf('\r', length)], CultureInfo.InvariantCulture);
    }
}
