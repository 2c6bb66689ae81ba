using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Servers;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Patience;

/// <summary>What cannot change process is closed in order: announced over HTTP/1.1, by GOAWAY over HTTP/2, and no request fails.</summary>
[Collection(RealProcesses.Name)]
public sealed class TlsAndHttp2(ITestOutputHelper output) : IDisposable
{
    private const int Restarts = 10;

    private readonly DirectoryInfo _certificates = Directory.CreateTempSubdirectory("graceful-tls-");
    private readonly int _tls = FreePort.Next();
    private readonly int _h2c = FreePort.Next();
    private string? _thumbprint;

    public void Dispose() => _certificates.Delete(recursive: true);

    [Theory]
    [InlineData("https", "1.1")]
    [InlineData("https", "2.0")]
    [InlineData("http", "2.0")]
    public async Task HttpClient_sees_no_error(string scheme, string version)
    {
        await using DemoProcess demo = await StartAsync();
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == _thumbprint;
        using var client = new HttpClient(handler)
        {
            BaseAddress = new Uri($"{scheme}://localhost:{(scheme == "https" ? _tls : _h2c)}/"),
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var stop = new CancellationTokenSource();
        Task<int>[] users = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            int answers = 0;
            for (; !stop.IsCancellationRequested; answers++)
            {
                try
                {
                    Assert.StartsWith("pid=", await client.GetStringAsync("process/id"), StringComparison.Ordinal);
                }
                catch (HttpRequestException failed)
                {
                    throw new InvalidOperationException($"A request failed when this was the end of the log:\n{string.Join('\n', demo.Log.Lines.TakeLast(8).Select(line => $"{line}"))}", failed);
                }
            }

            return answers;
        }))];

        await RestartSeries.RunAsync(demo, Restarts);
        await stop.CancelAsync();
        int[] counts = await Task.WhenAll(users);
        output.WriteLine($"{counts.Sum()} answers over {scheme}, HTTP/{version}");
        Assert.All(counts, count => Assert.True(count > 0));
        RestartSeries.AssertOneProcessIsLeft(demo, Restarts);
    }

    private async Task<DemoProcess> StartAsync()
    {
        (string certificate, string key) = CreateCertificate();
        DemoProcess demo = await DemoProcess.StartAsync(PatientApp.Binary, new()
        {
            Print = output.WriteLine,
            Arguments = ["--tls", Text(_tls), "--h2c", Text(_h2c), "--certificate", certificate, "--key", key],
            Environment = new Dictionary<string, string?>
            {
                // A connection that is still shaking hands when this is over is closed before it could be used: the first handshakes of
                // a process that is not native take long, with other tests beside it.
                ["Graceful__IdleLinger"] = "00:00:03",
                ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
            },
        });

        // The first generation answers on its first endpoint before it has bound the others.
        await demo.LoggedAsync(new Regex($"Serving as process {demo.First.Pid}"));
        return demo;
    }

    private (string Certificate, string Key) CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _thumbprint = certificate.GetCertHashString();
        string path = Path.Combine(_certificates.FullName, "certificate.pem");
        string keyPath = Path.Combine(_certificates.FullName, "key.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (path, keyPath);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
