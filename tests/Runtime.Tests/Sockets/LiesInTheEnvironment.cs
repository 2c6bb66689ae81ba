using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Sockets;

/// <summary>
/// Variables of ours, or of systemd's, that say what is not so: one line that names the variable, exit code 78, and nothing served.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class LiesInTheEnvironment(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private const int ConfigurationError = 78;

    private readonly List<Socket> _sockets = [];

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    [Theory]
    [InlineData("GRACEFUL_LISTENERS=web", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS=web=seven", "expected endpoint=fd")]
    [InlineData("GRACEFUL_LISTENERS={key}=99", "the descriptor is not open")]
    [InlineData("GRACEFUL_LISTENERS={key}=0", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_LISTENERS={key}=1", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_LISTENERS={key}=2", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_LISTENERS={key}={listening};tcp:127.0.0.1:1={listening}", "the descriptor appears twice")]
    [InlineData("GRACEFUL_LISTENERS={key}={file}", "is not a socket")]
    [InlineData("GRACEFUL_LISTENERS={key}={bound}", "is not a listening socket")]
    [InlineData("GRACEFUL_LISTENERS={key}={connected}", "is not a listening socket but is connected to 127.0.0.1")]
    [InlineData("GRACEFUL_LISTENERS={key}={datagrams}", "is a datagram or packet socket, not a stream socket")]
    [InlineData("GRACEFUL_LISTENERS=tcp:[::]:1={listening}", "is bound to 127.0.0.1")]
    [InlineData("GRACEFUL_LISTENERS=tcp:0.0.0.0:0={listening}", "is bound to 127.0.0.1")]
    [InlineData("GRACEFUL_LISTENERS=unix:/run/app.sock={listening}", "is bound to 127.0.0.1")]
    [InlineData("GRACEFUL_LISTENERS=web={listening}", "has a key that is not an endpoint")]
    [InlineData("GRACEFUL_CHANNEL=1", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_CHANNEL={listening}", "the descriptor is not a channel")]
    [InlineData("GRACEFUL_INHERITED=journal=2", "the descriptor is a standard stream")]
    [InlineData("GRACEFUL_STATE=count={file}", "the descriptor is not a file in memory")]
    [InlineData("GRACEFUL_VERSION=99", "this program 1-5")]
    [InlineData("GRACEFUL_SUPERVISOR={listening}", "the descriptor is not a channel")]
    [InlineData("GRACEFUL_MASTER_STATE={file}", "the descriptor is not a memory file")]
    [InlineData("GRACEFUL_STDERR=seven", "expected fd;pipe:[inode]")]
    [InlineData("GRACEFUL_MANAGED=7", "GRACEFUL_LISTENERS does not have this descriptor")]
    [InlineData("GRACEFUL_MANAGED=99", "GRACEFUL_LISTENERS does not have this descriptor")]
    [InlineData("GRACEFUL_FILES=7=1:1", "GRACEFUL_LISTENERS does not have this descriptor")]
    [InlineData("GRACEFUL_FILES=7", "expected fd=device:inode")]
    [InlineData("GRACEFUL_VERSIONS=latest", "expected lowest-highest;generation")]
    [InlineData("GRACEFUL_MASTER_CHECK=1", "GRACEFUL_MASTER_STATE is missing")]
    [InlineData("GRACEFUL_PROGRAM=/bin/false", "neither GRACEFUL_SUPERVISOR nor GRACEFUL_MASTER_STATE is set")]
    [InlineData("LISTEN_FDS=two", "expected a number")]
    [InlineData("LISTEN_FDS=2000000", "is not open")]
    [InlineData("LISTEN_FDS=2147483000", "is not open")]
    [InlineData("WATCHDOG_USEC=soon", "expected a number")]
    public Task One_line_and_an_exit_code(string lie, string reason) => AssertRefusedAsync(native.Binary, lie, reason);

    [Fact]
    public async Task Ten_thousand_lies_are_one_line_too()
    {
        string many = string.Join(';', Enumerable.Range(0, 5_000).Select(i => $"tcp:127.0.0.1:{i}={i + 1000}"));
        ServerLog log = await AssertRefusedAsync(native.Binary, $"GRACEFUL_LISTENERS={many}", "='1000'", "the descriptor is not open");
        Assert.InRange(log.Lines[0].Text.Length, 50, 300);
        log = await AssertRefusedAsync(native.Binary, $"GRACEFUL_LISTENERS={new string('x', 100_000)}", "expected endpoint=fd");
        Assert.InRange(log.Lines[0].Text.Length, 50, 400);
    }

    [Fact]
    public Task Under_dotnet_as_well() =>
        AssertRefusedAsync(ProbeApp.Binary, "GRACEFUL_LISTENERS={key}={datagrams}", "is a datagram or packet socket");

    private async Task<ServerLog> AssertRefusedAsync(ServerBinary binary, string lie, params string[] reasons)
    {
        (string name, string value) = lie.Split('=', 2) switch { var parts => (parts[0], parts[1]) };
        Socket listening = Make(SocketType.Stream, socket => socket.Listen());
        string key = $"tcp:{listening.LocalEndPoint}";

        // The value is set by a shell that has the descriptors under numbers of its own, as a predecessor's child has them.
        string said = value.Replace("{key}", key, StringComparison.Ordinal)
            .Replace("{file}", "7", StringComparison.Ordinal)
            .Replace("{listening}", Number(listening), StringComparison.Ordinal)
            .Replace("{bound}", Number(Make(SocketType.Stream, _ => { })), StringComparison.Ordinal)
            .Replace("{connected}", Number(Make(SocketType.Stream, socket => socket.Connect(listening.LocalEndPoint!))),
                StringComparison.Ordinal)
            .Replace("{datagrams}", Number(Make(SocketType.Dgram, _ => { })), StringComparison.Ordinal);
        string script = $"""
            exec 7</dev/null
            export GRACEFUL_VERSION=1 GRACEFUL_GENERATION=1 LISTEN_PID=$$
            export {name}='{said}'
            exec "$@" --urls 'http://{listening.LocalEndPoint}'
            """;
        string file = Path.GetTempFileName();
        try
        {
            // As a file: the longest of the lies is longer than an argument may be beside others.
            await File.WriteAllTextAsync(file, script);
            await using ToolProcess server = ToolProcess.Start("bash", [file, binary.Program, .. binary.LeadingArguments]);
            int exit = await server.ExitAsync();
            output.WriteLine(server.Output.ToString());
            Assert.Equal(ConfigurationError, exit);
            LogLine line = Assert.Single(server.Output.Lines);
            Assert.All(reasons, reason => Assert.Contains(reason, line.Text, StringComparison.Ordinal));
            Assert.Contains(name.StartsWith("GRACEFUL_LISTENERS", StringComparison.Ordinal) ? "GRACEFUL_LISTENERS" : name, line.Text,
                StringComparison.Ordinal);
            Assert.Contains("efusing to start", line.Text, StringComparison.Ordinal);
            return server.Output;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private Socket Make(SocketType type, Action<Socket> then)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Unspecified);
        _sockets.Add(socket);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        then(socket);
        _ = PosixException.Check(LibC.fcntl((int)socket.Handle, LibC.F_SETFD, 0), "fcntl(F_SETFD)");
        return socket;
    }

    private static string Number(Socket socket) => ((int)socket.Handle).ToString(CultureInfo.InvariantCulture);
}
