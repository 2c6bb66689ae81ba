using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Instruments.Servers;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Patience;

/// <summary>PatientApp with an endpoint for TLS (HTTP/1.1 and HTTP/2), one for HTTP/2 without TLS, and its own certificate.</summary>
internal sealed class SecureServer : IAsyncDisposable
{
    private readonly DirectoryInfo _certificates = Directory.CreateTempSubdirectory("graceful-tls-");
    private readonly int _tls = FreePort.Next();
    private readonly int _h2c = FreePort.Next();
    private readonly string _thumbprint;

    private SecureServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _thumbprint = certificate.GetCertHashString();
        File.WriteAllText(CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
    }

    internal IPEndPoint SecureEndPoint => new(IPAddress.Loopback, _tls);

    internal DemoProcess Demo { get; private set; } = null!;

    private string CertificatePath => Path.Combine(_certificates.FullName, "certificate.pem");

    private string KeyPath => Path.Combine(_certificates.FullName, "key.pem");

    /// <param name="print">Receives the logs at the end.</param>
    /// <param name="idleLinger">The value of Graceful:IdleLinger.</param>
    internal static async Task<SecureServer> StartAsync(Action<string> print, string idleLinger = "00:00:20")
    {
        var server = new SecureServer();
        server.Demo = await DemoProcess.StartAsync(PatientApp.Binary, new()
        {
            Print = print,
            Arguments = ["--tls", Text(server._tls), "--h2c", Text(server._h2c), "--certificate", server.CertificatePath,
                "--key", server.KeyPath],
            Environment = new Dictionary<string, string?>
            {
                ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",

                // Clients close their connections when they read GOAWAY; on a busy machine this has no upper bound.
                ["Graceful__IdleLinger"] = idleLinger,
                ["Graceful__DrainTimeout"] = "00:00:35",
            },
        });

        // The first generation answers on its first endpoint before it has bound the others.
        await server.Demo.LoggedAsync(new Regex($"Serving as process {server.Demo.First.Pid}"));
        return server;
    }

    /// <summary>The path whose answer names the process.</summary>
    internal Uri Url(string scheme) => new($"{scheme}://localhost:{(scheme == "https" ? _tls : _h2c)}/process/id");

    internal bool IsOurs(X509Certificate? presented) => presented?.GetCertHashString() == _thumbprint;

    public async ValueTask DisposeAsync()
    {
        await Demo.DisposeAsync();
        _certificates.Delete(recursive: true);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
