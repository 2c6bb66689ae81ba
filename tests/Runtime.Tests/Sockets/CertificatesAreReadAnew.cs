using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Instruments.Load;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Sockets;

/// <summary>A certificate is renewed as operators do it: other files under the old names, and a restart.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class CertificatesAreReadAnew(ITestOutputHelper output) : IDisposable
{
    private readonly EndpointSettings _settings = new();

    private string CertificatePath => Path.Combine(_settings.Folder, "certificate.pem");

    private string KeyPath => Path.Combine(_settings.Folder, "key.pem");

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task New_connections_see_the_new_one_and_old_ones_end_with_a_word()
    {
        var main = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var tls = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        string first = Deploy("CN=first");
        _settings.Write(new Dictionary<string, object>
        {
            ["Main"] = new { Url = $"http://{main}" },
            ["Tls"] = new { Url = $"https://{tls}", Protocols = "Http1", Certificate = new { Path = CertificatePath, KeyPath } },
        });

        // Its idle connections must stay open until the test uses them.
        await using DemoProcess demo = await DemoProcess.StartAsync(PatientApp.Binary, _settings.Options(
            main, output.WriteLine, ("Graceful__IdleLinger", "00:01:00"), ("Graceful__DrainTimeout", "00:01:00")));
        await demo.LoggedAsync(new Regex($"Serving as process {demo.First.Pid}, "));
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = main, Connections = 8 });
        using var old = await TlsClient.ConnectAsync(tls);
        Assert.Equal(first, old.Thumbprint);
        Assert.Contains($"pid={demo.First.Pid}", await old.GetAsync(), StringComparison.Ordinal);

        string second = Deploy("CN=second");
        Assert.NotEqual(first, second);
        Generation successor = await demo.RestartAsync();
        await demo.LoggedAsync(new Regex($"Successor {successor.Pid} is ready"));
        await demo.AnsweredByAsync(successor);
        using (var fresh = await TlsClient.ConnectAsync(tls))
        {
            Assert.Equal(second, fresh.Thumbprint);
            Assert.Contains($"pid={successor.Pid}", await fresh.GetAsync(), StringComparison.Ordinal);
        }

        string last = await old.GetAsync();
        Assert.Contains($"pid={demo.First.Pid}", last, StringComparison.Ordinal);
        Assert.Contains("Connection: close", last, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        RestartSeries.AssertNoConnectionWasLost(await load.StopAsync(), 8);
    }

    /// <summary>A key that does not fit is the new version's problem alone.</summary>
    [Fact]
    public async Task A_certificate_that_does_not_fit_its_key_leaves_the_old_one_in_service()
    {
        var main = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var tls = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        string first = Deploy("CN=first");
        _settings.Write(new Dictionary<string, object>
        {
            ["Main"] = new { Url = $"http://{main}" },
            ["Tls"] = new { Url = $"https://{tls}", Protocols = "Http1", Certificate = new { Path = CertificatePath, KeyPath } },
        });
        await using DemoProcess demo = await DemoProcess.StartAsync(PatientApp.Binary, _settings.Options(main, output.WriteLine));
        await demo.LoggedAsync(new Regex($"Serving as process {demo.First.Pid}, "));
        using (var other = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            File.WriteAllText(KeyPath, other.ExportPkcs8PrivateKeyPem());
        }

        demo.First.Signal(LibC.SIGUSR2);
        await demo.LoggedAsync(new Regex($"Successor [0-9]+ exited with .* before it was ready; still serving as {demo.First.Pid}"));
        using var client = await TlsClient.ConnectAsync(tls);
        Assert.Equal(first, client.Thumbprint);
        Assert.Contains($"pid={demo.First.Pid}", await client.GetAsync(), StringComparison.Ordinal);
    }

    private string Deploy(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString();
    }

    /// <summary>One connection over TLS, and the certificate that it was shown.</summary>
    private sealed class TlsClient(TcpClient tcp, SslStream stream, string thumbprint) : IDisposable
    {
        internal string Thumbprint => thumbprint;

        internal static async Task<TlsClient> ConnectAsync(IPEndPoint server)
        {
            var tcp = new TcpClient();
            await tcp.ConnectAsync(server);
            string? shown = null;
            var stream = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) =>
            {
                shown = certificate?.GetCertHashString();

                // The test checks which certificate it is.
                return shown is not null;
            });
            await stream.AuthenticateAsClientAsync("graceful.test");
            return new TlsClient(tcp, stream, shown!);
        }

        internal async Task<string> GetAsync()
        {
            await stream.WriteAsync("GET /process/id HTTP/1.1\r\nHost: graceful.test\r\n\r\n"u8.ToArray());
            var received = new StringBuilder();
            byte[] buffer = new byte[4096];

            // The body is one line, and nothing follows it.
            while (!Regex.IsMatch(received.ToString(), "\r\n\r\n.*pid=[0-9]+\n", RegexOptions.Singleline))
            {
                int count = await stream.ReadAsync(buffer).AsTask().WaitAsync(Until.Limit);
                Assert.True(count > 0, $"The connection ended after '{received}'.");
                received.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }

            return received.ToString();
        }

        public void Dispose()
        {
            stream.Dispose();
            tcp.Dispose();
        }
    }
}
