using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Servers;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Patience;

/// <summary>What cannot change process is closed in order: announced over HTTP/1.1, by GOAWAY over HTTP/2, and no request fails.</summary>
[Collection(RealProcesses.Name)]
public sealed class TlsAndHttp2(ITestOutputHelper output) : IDisposable
{
    private const int Restarts = 20;

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
                Assert.StartsWith("pid=", await client.GetStringAsync("process/id"), StringComparison.Ordinal);
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

    [NeedsTool("curl")]
    public async Task Curl_sees_no_error()
    {
        await using DemoProcess demo = await StartAsync();
        await using ToolProcess http1 = Curl("--http1.1", $"https://localhost:{_tls}/process/id?[1-40000]");
        await using ToolProcess http2 = Curl("--http2", $"https://localhost:{_tls}/process/id?[1-40000]");
        await using ToolProcess prior = Curl("--http2-prior-knowledge", $"http://localhost:{_h2c}/process/id?[1-40000]");
        await RestartSeries.RunAsync(demo, 5);
        foreach (ToolProcess curl in (ToolProcess[])[http1, http2, prior])
        {
            int code = curl.HasExited ? await curl.ExitAsync() : 0;
            Assert.True(code == 0, $"curl has ended with {code}:\n{curl.Output}");
        }

        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 5);

        static ToolProcess Curl(string version, string url)
            => ToolProcess.Start(Tool.Find("curl")!, "--silent", "--show-error", "--fail", "--insecure", "--output", "/dev/null", version, url);
    }

    private Task<DemoProcess> StartAsync()
    {
        (string certificate, string key) = CreateCertificate();
        return DemoProcess.StartAsync(PatientApp.Binary, new()
        {
            Print = output.WriteLine,
            Arguments = ["--tls", Text(_tls), "--h2c", Text(_h2c), "--certificate", certificate, "--key", key],
            Environment = new Dictionary<string, string?>
            {
                ["Graceful__IdleLinger"] = "00:00:00.300",
                ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
            },
        });
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
