using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.Sockets;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>
/// A server that cannot start for a reason outside of the program: one line with the cause and what to do, an exit code, no stack trace,
/// and nothing is left.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class FailedStarts(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private const int Unavailable = 69;

    private readonly EndpointSettings _settings = new();

    public void Dispose() => _settings.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:{port}", "http://127.0.0.1:{port}: address already in use. Stop the process that uses it ('ss -tlnp'")]
    [InlineData("http://localhost:{port}", "http://127.0.0.1:{port}: address already in use. Stop the process that uses it ('ss -tlnp'")]
    [InlineData(
        "http://127.0.0.2:{port};http://127.0.0.2:{port}",
        "address already in use. The endpoint tcp:127.0.0.2:{port} of this program has it: remove one of the two")]
    [InlineData(
        "http://127.0.0.2:{port};http://0.0.0.0:{port}",
        "address already in use. The endpoint tcp:127.0.0.2:{port} of this program has it: remove one of the two")]
    [InlineData("http://*:{port}", ":{port}: address already in use. Stop the process that uses it ('ss -tlnp'")]
    [InlineData("http://192.0.2.1:8010", "tcp:192.0.2.1:8010: no network interface has this address. Configure one of the machine's")]
    [InlineData("http://unix:{folder}/none/app.sock", "unix:{folder}/none/app.sock: its directory does not exist. Create the directory")]
    [InlineData("http://unix:{folder}/a.file", "http://unix:{folder}/a.file: address already in use. Stop the process that listens there")]
    [InlineData("http://unix:{folder}/{long}", "unix:{folder}/{long}: the path is too long (unix(7)). Configure one of at most 107 bytes")]
    public async Task An_address_that_cannot_be_bound(string url, string reason)
    {
        File.WriteAllText(Path.Combine(_settings.Folder, "a.file"), "precious");
        string other = $"http://unix:{_settings.SocketPath}";
        await AssertOneLineAsync(
            ["env", native.Binary.Program, .. native.Binary.LeadingArguments, "--urls", $"{other};{Fill(url)}"],
            "Failed to bind to address ",
            Fill(reason));
        Assert.Equal(["a.file"], Directory.EnumerateFileSystemEntries(_settings.Folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("none.pem", "Could not find file '{folder}/none.pem'. Check the certificates of the endpoints.")]
    [InlineData("none/none.pem", "Could not find a part of the path '{folder}/none/none.pem'. Check the certificates of the endpoints.")]
    [InlineData("a.file", "Check the certificates of the endpoints.")]
    public Task A_certificate_that_cannot_be_read(string file, string reason)
    {
        File.WriteAllText(Path.Combine(_settings.Folder, "a.file"), "no certificate");
        ServerBinary app = PatientApp.Binary;
        return AssertOneLineAsync(
            [
                "env",
                "Kestrel__Endpoints__A__Url=https://127.0.0.1:0",
                $"Kestrel__Endpoints__A__Certificate__Path={_settings.Folder}/{file}",
                $"Kestrel__Endpoints__A__Certificate__KeyPath={_settings.Folder}/none.key",
                app.Program,
                .. app.LeadingArguments,
            ],
            "The server could not start: ",
            Fill(reason));
    }

    [Theory]
    [InlineData("127.0.0.1:8010", "Invalid url: '127.0.0.1:8010'. Configure addresses such as http://127.0.0.1:5000")]
    [InlineData("http://127.0.0.1:99999", "A port is above 65535. Configure addresses such as http://127.0.0.1:5000")]
    [InlineData("ftp://127.0.0.1:8010", "Unrecognized scheme in server address 'ftp://127.0.0.1:8010'. Only 'http://' and 'https://' are")]
    [InlineData("http://127.0.0.1:8010/app", "A path base can only be configured using IApplicationBuilder.UsePathBase(). Configure")]
    [InlineData("http://localhost:0", "You must either bind to 127.0.0.1:0 or [::1]:0, or both. Configure addresses such as")]
    public Task An_address_that_is_not_valid(string url, string reason) => AssertOneLineAsync(
        ["env", native.Binary.Program, .. native.Binary.LeadingArguments, "--urls", url], "The server could not start: ", reason);

    [Theory]
    [InlineData("Url=https://127.0.0.1:0", "No server certificate was specified, and the default developer certificate could not be found")]
    [InlineData("Certificate__Subject=nobody.example", "The requested certificate nobody.example could not be found")]
    [InlineData("Certificate__Path={folder}/public.pem", "The server mode SSL must use a certificate with the associated private key.")]
    [InlineData("Url=", "The endpoint A is missing the required 'Url' parameter.")]
    public Task An_endpoint_that_is_not_complete(string setting, string reason)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        File.WriteAllText(Path.Combine(_settings.Folder, "public.pem"), certificate.ExportCertificatePem());
        ServerBinary app = PatientApp.Binary;
        return AssertOneLineAsync(
            [
                "env",
                $"HOME={_settings.Folder}",
                "Kestrel__Endpoints__A__Url=https://127.0.0.1:0",
                $"Kestrel__Endpoints__A__{Fill(setting)}",
                app.Program,
                .. app.LeadingArguments,
            ],
            "The server could not start: ",
            reason);
    }

    /// <summary>Kestrel's options are read before there is a host, which would log the reason.</summary>
    [Theory]
    [InlineData("--socket={folder}/{long}", "Failed to bind to address unix:{folder}/{long}: the path is too long (unix(7)).")]
    [InlineData("--socket=app.sock", "The server could not start: The path of a Unix socket is not absolute. Configure addresses such as")]
    [InlineData("--certificate={folder}/none.pfx", "no such file. Check the certificates of the endpoints.")]
    [InlineData("--certificate={folder}", "Access to the path '{folder}' is denied. Check the certificates of the endpoints.")]
    [InlineData("--port=70000", "The server could not start: A port is above 65535. Configure addresses such as")]
    public async Task An_endpoint_of_the_program(string option, string reason)
    {
        ServerBinary app = ProbeApp.Binary;
        await using ToolProcess server = ToolProcess.Start(app.Program, [.. app.LeadingArguments, Fill(option)]);
        int code = await server.ExitAsync();
        output.WriteLine(server.Output.ToString());
        Assert.Equal(Unavailable, code);
        Assert.Contains(Fill(reason), Assert.Single(server.Output.Lines).Text, StringComparison.Ordinal);
    }

    /// <summary>Its text does not show what the program could not parse.</summary>
    [Fact]
    public async Task An_error_of_the_program_has_a_stack_trace()
    {
        ServerBinary app = ProbeApp.Binary;
        await using ToolProcess server = ToolProcess.Start(app.Program, [.. app.LeadingArguments, "--port=many"]);
        int code = await server.ExitAsync();
        output.WriteLine(server.Output.ToString());
        Assert.Equal(134, code);
        Assert.Contains(server.Output.Lines, line => line.Text.Contains("at Program.", StringComparison.Ordinal));
    }

    private string Fill(string text) => text
        .Replace("{port}", $"{Occupied.Port}", StringComparison.Ordinal)
        .Replace("{folder}", _settings.Folder, StringComparison.Ordinal)
        .Replace("{long}", new string('x', 120), StringComparison.Ordinal);

    /// <summary>The host logs the reason, and it is the last line of standard error: the same text, each time on one line.</summary>
    private async Task AssertOneLineAsync(string[] command, params string[] parts)
    {
        await using ToolProcess server = ToolProcess.Start(command[0], command[1..]);
        int code = await server.ExitAsync();
        output.WriteLine(server.Output.ToString());
        Assert.Equal(Unavailable, code);
        string[] lines = [.. server.Output.Lines.Select(line => line.Text.Trim())];
        Assert.Equal(2, lines.Count(line => parts.All(part => line.Contains(part, StringComparison.Ordinal))));
        Assert.DoesNotContain(lines, line => line.StartsWith("at ", StringComparison.Ordinal));
    }
}
