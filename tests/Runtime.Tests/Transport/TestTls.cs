using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Instruments.Raw;
using Microsoft.AspNetCore.Hosting;

namespace Runtime.Tests.Transport;

/// <summary>A certificate that only the tests trust, a server that uses it, and the client side of the handshake.</summary>
internal static class TestTls
{
    internal static X509Certificate2 Certificate { get; } = SelfSigned();

    internal static ServerSetup Server { get; } = new()
    {
        Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(Certificate)),
    };

    /// <summary>Connects and shakes hands. The stream owns the socket.</summary>
    internal static async Task<SslStream> ConnectAsync(EndPoint server, params SslApplicationProtocol[] protocols) =>
        await HandshakeAsync(new NetworkStream(await RawSocket.ConnectAsync(server), ownsSocket: true), protocols);

    internal static async Task<SslStream> HandshakeAsync(Stream inner, params SslApplicationProtocol[] protocols)
    {
        var tls = new SslStream(inner, leaveInnerStreamOpen: false, IsOurs);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = protocols.Length > 0 ? [.. protocols] : null,
        }).WaitAsync(Until.Limit);
        return tls;
    }

    internal static bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && certificate.GetCertHashString() == Certificate.GetCertHashString();

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var ephemeral = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), password: null);
    }
}
