using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Bookshop;
using Generator.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace Generator.Tests.EndToEnd.Hostile;

/// <summary>
/// The bookshop, and clients that send arbitrary requests: a wrong request gets a 4xx status. No request gets a 500, and none causes
/// a warning or an error in the log.
/// </summary>
public sealed class HostileTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int RequestCount = 1500;
    private const int UsualSeed = 20261122;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app = BookshopApp.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
    private readonly Complaints _complaints = new();

    public async Task InitializeAsync()
    {
        await _app.StartAsync();

        // Only now: a warning at start-up depends on the machine (keys, addresses, certificates), and on no request.
        _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(_complaints);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _complaints.Dispose();

    [Fact]
    public async Task Whatever_clients_send_is_answered_or_refused()
    {
        var seed = TestSeed.OfRun(UsualSeed, output);
        var requests = new HostileRequests(new Random(seed.Value));
        var answers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < RequestCount; i++)
        {
            var request = requests.Next();
            var status = await SendAsync(request);
            answers[status] = answers.GetValueOrDefault(status) + 1;
            Assert.True(status is "nothing" || status[0] is '2' or '3' or '4',
                $"{seed.Assignment}, request {i} was answered with {status}:\n{Show(request)}");
            Assert.True(_complaints.All.IsEmpty,
                $"{seed.Assignment}, request {i}:\n{Show(request)}\n{string.Join('\n', _complaints.All)}");
        }

        // Effects of clients that disconnect appear at the end of their requests, and all requests have ended then.
        await _app.StopAsync();
        output.WriteLine(string.Join(", ", answers.Select(answer => $"{answer.Key}: {answer.Value}")));
        Assert.Empty(_complaints.All);

        // Not 413: the reset that follows may discard it.
        Assert.All(["200", "201", "400", "401", "404", "415"],
            status => Assert.True(answers.GetValueOrDefault(status) > 0, $"No request was answered with {status}."));
    }

    /// <returns>The status, or null without an answer.</returns>
    private async Task<string> SendAsync(HostileRequest request)
    {
        using var client = new TcpClient { NoDelay = true };
        using var patience = new CancellationTokenSource(Patience);
        var address = new Uri(_app.Urls.Single());
        await client.ConnectAsync(IPAddress.Loopback, address.Port, patience.Token);
        var stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request.Bytes, patience.Token);
            if (request.MayLackMore)
            {
                // A body that is shorter than its length ends here. Kestrel treats the client as disconnected, and may not answer.
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The server does not read a refused request to its end: bytes that arrive meanwhile cause a reset.
        }

        var text = Encoding.Latin1.GetString(answer.ToArray());
        return text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? text.Substring("HTTP/1.1 ".Length, 3) : "nothing";
    }

    private static string Show(HostileRequest request) => Encoding.Latin1.GetString(request.Bytes, 0, Math.Min(request.Bytes.Length, 2000));
}
